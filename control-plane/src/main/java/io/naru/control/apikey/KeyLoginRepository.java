package io.naru.control.apikey;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What recognising a key needs, in one query.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface KeyLoginRepository extends GenericRepository<KeyLoginRepository.Row, String> {
    /// An active key.
    ///
    /// @param grants of its own role, or else of its owner, as [io.naru.control.access.Grant#list] reads
    /// them
    @MappedEntity("api_key")
    record Row(
            @Id String id,
            UUID organizationId,
            @Nullable String lkc,
            String principal,
            @Nullable String role,
            byte[] salt,
            byte[] hash,
            @Nullable Instant expiresAt,
            @Nullable String retiringSalt,
            @Nullable String retiringHash,
            @Nullable Instant retiresAt,
            String grants) {}

    @Query("""
            SELECT k.id, k.organization_id, k.lkc, k.principal, k.role, k.salt, k.hash, k.expires_at,
                k.retiring_salt, k.retiring_hash, k.retires_at,
                CASE WHEN k.role IS NOT NULL THEN k.role || '/'
                        || coalesce((SELECT c.environment_id FROM cluster c WHERE c.id = k.lkc), '') || '/' || coalesce(k.lkc, '')
                     ELSE coalesce((
                        SELECT string_agg(b.role_name || '/' || coalesce(b.environment_id, '') || '/' || coalesce(b.lkc, ''), ',')
                        FROM role_binding b WHERE b.organization_id = k.organization_id AND b.principal = k.principal), '')
                END AS grants
            FROM api_key k WHERE k.id = :id AND k.status = 'ACTIVE'""")
    Optional<Row> findPresented(String id);
}
