package io.naru.control.environment;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface EnvironmentRepository extends GenericRepository<Environment, String> {
    String COLUMNS = "id, organization_id, display_name, created_at, updated_at";

    /// Rows within reach, or around it, after the one with this id, oldest first; from the first one when
    /// it is empty.
    @Query("SELECT " + COLUMNS + """
             FROM environment WHERE organization_id = :organizationId
              AND (:everything OR id IN (:environments)
                   OR id IN (SELECT c.environment_id FROM cluster c WHERE c.organization_id = :organizationId AND c.id IN (:clusters)))
              AND (:after = '' OR (created_at, id) > (SELECT created_at, id FROM environment WHERE id = :after))
            ORDER BY created_at, id LIMIT :rows""")
    List<Environment> list(
            UUID organizationId,
            boolean everything,
            List<String> environments,
            List<String> clusters,
            String after,
            int rows);

    @Query("SELECT " + COLUMNS + " FROM environment WHERE organization_id = :organizationId AND id = :id")
    Optional<Environment> find(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS + " FROM environment WHERE organization_id = :organizationId AND id = :id FOR UPDATE")
    Optional<Environment> lock(UUID organizationId, String id);

    @Query("SELECT id FROM environment WHERE organization_id = :organizationId ORDER BY id FOR UPDATE")
    List<String> lockAll(UUID organizationId);

    @Query("SELECT count(*) FROM environment WHERE organization_id = :organizationId")
    long count(UUID organizationId);

    @Query("""
            INSERT INTO environment (id, organization_id, display_name) VALUES (:id, :organizationId, :displayName)
            RETURNING\s""" + COLUMNS)
    Environment add(String id, UUID organizationId, String displayName);

    @Query("""
            UPDATE environment SET display_name = :displayName, updated_at = now()
            WHERE organization_id = :organizationId AND id = :id RETURNING\s""" + COLUMNS)
    Environment rename(UUID organizationId, String id, String displayName);

    @Query("DELETE FROM environment WHERE organization_id = :organizationId AND id = :id")
    void remove(UUID organizationId, String id);
}
