package io.naru.control.cluster;

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
interface ClusterRepository extends GenericRepository<Cluster, String> {
    String COLUMNS = "id, organization_id, environment_id, display_name, availability, cloud, region, config_kind,"
            + " deletion_protection, status, version, created_at, updated_at, deleting_since";

    /// Active clusters within reach after the one with this id, oldest first; of all environments when
    /// `environmentId` is empty.
    @Query("SELECT " + COLUMNS + """
             FROM cluster WHERE organization_id = :organizationId AND status = 'ACTIVE'
              AND (:everything OR environment_id IN (:environments) OR id IN (:clusters))
              AND (:environmentId = '' OR environment_id = :environmentId)
              AND (:after = '' OR (created_at, id) > (SELECT created_at, id FROM cluster WHERE id = :after))
            ORDER BY created_at, id LIMIT :rows""")
    List<Cluster> list(
            UUID organizationId,
            boolean everything,
            List<String> environments,
            List<String> clusters,
            String environmentId,
            String after,
            int rows);

    @Query("SELECT " + COLUMNS + " FROM cluster WHERE organization_id = :organizationId AND id = :id")
    Optional<Cluster> find(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS + " FROM cluster WHERE organization_id = :organizationId AND id = :id FOR UPDATE")
    Optional<Cluster> lock(UUID organizationId, String id);

    @Query("SELECT count(*) FROM cluster WHERE organization_id = :organizationId AND status IN ('CREATING', 'ACTIVE')")
    long count(UUID organizationId);

    @Query("""
            SELECT count(*) FROM cluster WHERE organization_id = :organizationId AND environment_id = :environmentId
              AND status IN ('CREATING', 'ACTIVE')""")
    long countIn(UUID organizationId, String environmentId);

    @Query("""
            INSERT INTO cluster (id, organization_id, environment_id, display_name, availability, cloud, region, config_kind,
                                 deletion_protection, status)
            VALUES (:id, :organizationId, :environmentId, :displayName, :availability, :cloud, :region, :configKind,
                    :deletionProtection, 'CREATING')
            RETURNING\s""" + COLUMNS)
    Cluster add(
            String id,
            UUID organizationId,
            String environmentId,
            String displayName,
            String availability,
            String cloud,
            String region,
            String configKind,
            @Nullable Boolean deletionProtection);

    @Query("""
            UPDATE cluster SET status = 'ACTIVE' WHERE organization_id = :organizationId AND id = :id AND status = 'CREATING'
            RETURNING\s""" + COLUMNS)
    @Nullable
    Cluster confirm(UUID organizationId, String id);

    @Query("""
            UPDATE cluster SET display_name = :displayName, config_kind = :configKind,
                deletion_protection = :deletionProtection, version = :version, updated_at = now()
            WHERE organization_id = :organizationId AND id = :id RETURNING\s""" + COLUMNS)
    Cluster change(
            UUID organizationId,
            String id,
            String displayName,
            String configKind,
            @Nullable Boolean deletionProtection,
            long version);

    @Query("""
            UPDATE cluster SET status = :status, version = :version, deleting_since = :since, updated_at = now()
            WHERE organization_id = :organizationId AND id = :id""")
    void end(UUID organizationId, String id, String status, long version, @Nullable Instant since);

    /// A creation of this name that nobody waits for any more.
    @Query("""
            SELECT id FROM cluster WHERE organization_id = :organizationId AND environment_id = :environmentId
              AND display_name = :displayName AND status = 'CREATING' AND created_at < now() - interval '8 seconds'""")
    Optional<String> findForgotten(UUID organizationId, String environmentId, String displayName);
}
