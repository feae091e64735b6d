package io.naru.control.apikey;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the cell says of keys, written by the relay's role.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface KeyReportRepository extends GenericRepository<ApiKey, String> {
    @MappedEntity("api_key")
    record Ended(@Id String id) {}

    @Query("UPDATE api_key SET passed_version = greatest(passed_version, :version) WHERE id = :id")
    void passed(String id, long version);

    @Query("""
            UPDATE api_key SET
                last_address = CASE WHEN last_used_at IS NULL OR last_used_at < :at THEN coalesce(:address, last_address)
                                    ELSE last_address END,
                last_client_id = coalesce(:clientId, last_client_id),
                last_used_at = greatest(last_used_at, :at)
            WHERE id = :id""")
    void used(String id, Instant at, @Nullable String address, @Nullable String clientId);

    @Query("""
            UPDATE api_key SET refused = refused + :more, last_refused_at = greatest(last_refused_at, :at),
                last_refused_reason = coalesce(:reason, last_refused_reason),
                last_refused_address = coalesce(:address, last_refused_address)
            WHERE id = :id""")
    void refused(String id, long more, @Nullable Instant at, @Nullable String reason, @Nullable String address);

    @Query("""
            UPDATE api_key SET version = :version, status = 'REVOKED', revoked_at = coalesce(revoked_at, now()), updated_at = now()
            WHERE id = :id AND status IN ('CREATING', 'ACTIVE')""")
    void revokedElsewhere(String id, long version);

    @Query("UPDATE api_key SET version = :version WHERE id = :id")
    void raise(String id, long version);

    /// Keys whose revocation is a week old, applied by every broker, and still a record in the cell.
    @Query("""
            SELECT k.id FROM api_key k
            JOIN LATERAL (
                SELECT state, published FROM outbox WHERE kind = 'api_key' AND id = k.id ORDER BY version DESC LIMIT 1) newest ON true
            WHERE k.status IN ('REVOKED', 'ABANDONED') AND k.revoked_at < now() - interval '7 days' AND k.passed_version >= k.version
              AND newest.published AND newest.state IS NOT NULL
            LIMIT 1000""")
    List<Ended> longRevoked();
}
