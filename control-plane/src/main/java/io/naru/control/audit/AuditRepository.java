package io.naru.control.audit;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AuditRepository extends GenericRepository<AuditRow, String> {
    String COLUMNS = """
            (id, organization_id, at, actor_id, actor_name, credential_kind, credential, address, action, resource, resource_name,
             lkc, outcome, code, reason, times, minute, before, after, request_id, words)
            """;

    String WHO = """
            FROM (SELECT coalesce(CAST(:actorName AS text),
                                  (SELECT a.email FROM account a WHERE a.id = :actorId),
                                  (SELECT s.display_name FROM service_account s
                                   WHERE s.organization_id = :organizationId AND s.id = :actorId)) AS name) AS who
            """;

    /// Writes a change down.
    @Query("INSERT INTO audit_log " + COLUMNS + """
            SELECT :id, :organizationId, clock_timestamp(), :actorId, who.name, :credentialKind, :credential, :address, :action,
                   :resource, :resourceName, :lkc, 'DONE', NULL, NULL, 1, NULL, CAST(:before AS jsonb), CAST(:after AS jsonb),
                   :requestId,
                   lower(concat_ws(' ', :actorId, who.name, :credential, :address, :action, :resource, :resourceName, :before,
                                   :after, :requestId))
            """ + WHO)
    void addDone(
            String id,
            UUID organizationId,
            String actorId,
            @Nullable String actorName,
            String credentialKind,
            @Nullable String credential,
            @Nullable String address,
            String action,
            @Nullable String resource,
            @Nullable String resourceName,
            @Nullable String lkc,
            @Nullable String before,
            @Nullable String after,
            @Nullable String requestId);

    /// Writes refusals down, or counts them to those of the same minute that are alike.
    @Query("INSERT INTO audit_log AS l " + COLUMNS + """
            SELECT :id, :organizationId, :at, :actorId, who.name, :credentialKind, :credential, :address, :action,
                   :resource, NULL, :lkc, 'REFUSED', :code, :reason, :times, date_trunc('minute', CAST(:at AS timestamptz)),
                   NULL, NULL, :requestId,
                   lower(concat_ws(' ', :actorId, who.name, :credential, :address, :action, :resource, :code, :reason,
                                   :requestId))
            """ + WHO + """
            ON CONFLICT (organization_id, minute, actor_id, credential_kind, coalesce(credential, ''), coalesce(address, ''),
                         action, coalesce(resource, ''), code) WHERE minute IS NOT NULL
            DO UPDATE SET times = l.times + excluded.times""")
    void addRefused(
            String id,
            UUID organizationId,
            Instant at,
            String actorId,
            @Nullable String actorName,
            String credentialKind,
            @Nullable String credential,
            @Nullable String address,
            String action,
            @Nullable String resource,
            @Nullable String lkc,
            String code,
            String reason,
            long times,
            @Nullable String requestId);
}
