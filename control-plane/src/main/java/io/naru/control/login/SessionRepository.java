package io.naru.control.login;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SessionRepository extends GenericRepository<SessionRepository.Row, String> {
    /// A living session.
    ///
    /// @param factorMissing whether the organization requires a second factor that the person has not
    /// @param grants of its person, as [io.naru.control.access.Grant#list] reads them
    @MappedEntity("session")
    record Row(
            @Id String id,
            UUID organizationId,
            String accountId,
            Instant expiresAt,
            Instant lastSeenAt,
            boolean factorMissing,
            String grants) {}

    @Query("""
            INSERT INTO session (id, organization_id, account_id, expires_at, device, address, signed_on, factor_missing)
            SELECT :id, o.id, a.id, :expiresAt, :device, :address, :signedOn,
              o.second_factor_required AND a.second_factor_at IS NULL AND NOT :signedOn
            FROM organization o, account a WHERE o.id = :organizationId AND a.id = :accountId""")
    void add(
            String id,
            UUID organizationId,
            String accountId,
            Instant expiresAt,
            String device,
            String address,
            boolean signedOn);

    @Query("SELECT count(*) FROM session WHERE organization_id = :organizationId AND id = :id AND signed_on")
    long signedOn(UUID organizationId, String id);

    @Query("DELETE FROM session WHERE organization_id = :organizationId AND NOT signed_on AND account_id <> :kept")
    void removeThoseByPassword(UUID organizationId, String kept);

    @Query("DELETE FROM session WHERE organization_id = :organizationId AND signed_on")
    void removeSignedOn(UUID organizationId);

    @Query("""
            SELECT s.id, s.organization_id, s.account_id, s.expires_at, s.last_seen_at, s.factor_missing, coalesce((
                SELECT string_agg(b.role_name || '/' || coalesce(b.environment_id, '') || '/' || coalesce(b.lkc, ''), ',')
                FROM role_binding b WHERE b.organization_id = s.organization_id AND b.principal = s.account_id), '') AS grants
            FROM session s WHERE s.id = :id AND s.expires_at > now()
              AND s.created_at > now() - interval '90 days'""")
    Optional<Row> findPresented(String id);

    @Query("UPDATE session SET expires_at = :expiresAt WHERE organization_id = :organizationId AND id = :id")
    void prolong(UUID organizationId, String id, Instant expiresAt);

    @Query("""
            UPDATE session s SET factor_missing = o.second_factor_required AND a.second_factor_at IS NULL AND NOT s.signed_on
            FROM organization o, account a
            WHERE s.organization_id = :organizationId AND o.id = s.organization_id AND a.id = s.account_id""")
    void askForFactors(UUID organizationId);

    @Query("DELETE FROM session WHERE organization_id = :organizationId AND id = :id")
    void remove(UUID organizationId, String id);

    @Query("UPDATE session SET last_seen_at = now() WHERE organization_id = :organizationId AND id = :id")
    void seen(UUID organizationId, String id);

    @Query("DELETE FROM session WHERE organization_id = :organizationId AND account_id = :accountId")
    void removeAllHere(UUID organizationId, String accountId);

    @Query("DELETE FROM session WHERE account_id = :accountId AND id = :id")
    long removeOwn(String accountId, String id);

    @Query("DELETE FROM session WHERE account_id = :accountId AND id <> :kept")
    void removeOthers(String accountId, String kept);
}
