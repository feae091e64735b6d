package io.naru.control.apikey;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ApiKeyRepository extends GenericRepository<ApiKey, String> {
    String COLUMNS =
            "id, organization_id, lkc, principal, role, display_name, description, salt, hash, status, version,"
                    + " passed_version, created_at, updated_at, expires_at, revoked_at, last_used_at, last_address, last_client_id,"
                    + " refused, last_refused_at, last_refused_reason, last_refused_address, retiring_salt, retiring_hash, retires_at";

    /// Newest first: keys of the caller and of what they manage keys of. Owner and resource are not
    /// looked at when empty; resource `cloud` means keys of the management API.
    @Query("SELECT " + COLUMNS + """
             FROM api_key WHERE organization_id = :organizationId
              AND (:everything OR principal = :self OR lkc IN (:clusters)
                   OR lkc IN (SELECT c.id FROM cluster c WHERE c.organization_id = :organizationId AND c.environment_id IN (:environments)))
              AND (status = 'ACTIVE' OR (status = 'REVOKED' AND (:revoked OR passed_version < version)))
              AND (:owner = '' OR principal = :owner)
              AND (:resource = '' OR coalesce(lkc, 'cloud') = :resource)
              AND (:after = '' OR (created_at, id) < (SELECT created_at, id FROM api_key WHERE id = :after))
            ORDER BY created_at DESC, id DESC LIMIT :rows""")
    List<ApiKey> list(
            UUID organizationId,
            boolean everything,
            String self,
            List<String> environments,
            List<String> clusters,
            String owner,
            String resource,
            boolean revoked,
            String after,
            int rows);

    @Query("SELECT " + COLUMNS + " FROM api_key WHERE organization_id = :organizationId AND id = :id"
            + " AND status IN ('ACTIVE', 'REVOKED')")
    Optional<ApiKey> find(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS + " FROM api_key WHERE organization_id = :organizationId AND id = :id FOR UPDATE")
    Optional<ApiKey> lock(UUID organizationId, String id);

    @Query("""
            SELECT id FROM api_key WHERE organization_id = :organizationId AND status IN ('CREATING', 'ACTIVE')
              AND (lkc = :lkc OR principal = :principal) ORDER BY id""")
    List<String> livingOf(UUID organizationId, String lkc, String principal);

    @Query("""
            SELECT count(*) FROM api_key WHERE organization_id = :organizationId AND coalesce(lkc, '') = :lkc
              AND status IN ('CREATING', 'ACTIVE')""")
    long count(UUID organizationId, String lkc);

    @Query("""
            INSERT INTO api_key (id, organization_id, lkc, principal, role, display_name, description, salt, hash, status, expires_at)
            VALUES (:id, :organizationId, :lkc, :principal, :role, :displayName, :description, :salt, :hash, 'CREATING', :expiresAt)
            RETURNING\s""" + COLUMNS)
    ApiKey add(
            String id,
            UUID organizationId,
            @Nullable String lkc,
            String principal,
            @Nullable String role,
            String displayName,
            String description,
            byte[] salt,
            byte[] hash,
            @Nullable Instant expiresAt);

    @Query("""
            UPDATE api_key SET status = 'ACTIVE' WHERE organization_id = :organizationId AND id = :id AND status = 'CREATING'
            RETURNING\s""" + COLUMNS)
    @Nullable
    ApiKey confirm(UUID organizationId, String id);

    @Query("""
            UPDATE api_key SET status = :status, version = :version, revoked_at = :revokedAt, updated_at = now(),
                passed_version = CASE WHEN lkc IS NULL THEN :version ELSE passed_version END
            WHERE organization_id = :organizationId AND id = :id""")
    void end(UUID organizationId, String id, String status, long version, Instant revokedAt);

    @Query("""
            UPDATE api_key SET display_name = :displayName, description = :description, role = :role, version = :version,
                updated_at = now()
            WHERE organization_id = :organizationId AND id = :id RETURNING\s""" + COLUMNS)
    ApiKey change(
            UUID organizationId,
            String id,
            String displayName,
            String description,
            @Nullable String role,
            long version);

    /// Gives a key a secret, beside or instead of the one it has.
    @Query("""
            UPDATE api_key SET salt = :salt, hash = :hash, retiring_salt = :retiringSalt, retiring_hash = :retiringHash,
                retires_at = :retiresAt, version = :version, updated_at = now()
            WHERE organization_id = :organizationId AND id = :id RETURNING\s""" + COLUMNS)
    ApiKey changeSecret(
            UUID organizationId,
            String id,
            byte[] salt,
            byte[] hash,
            @Nullable String retiringSalt,
            @Nullable String retiringHash,
            @Nullable Instant retiresAt,
            long version);

    /// Not more often than every ten seconds: a busy key would otherwise be a busy row.
    @Query("""
            UPDATE api_key SET last_used_at = now(), last_address = :address WHERE organization_id = :organizationId AND id = :id
              AND (last_used_at IS NULL OR last_used_at < now() - interval '10 seconds')""")
    void used(UUID organizationId, String id, String address);
}
