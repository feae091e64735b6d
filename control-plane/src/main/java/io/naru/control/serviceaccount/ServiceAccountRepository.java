package io.naru.control.serviceaccount;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ServiceAccountRepository extends GenericRepository<ServiceAccount, String> {
    String COLUMNS = "id, organization_id, display_name, description, created_at, updated_at";

    @Query("SELECT " + COLUMNS + """
             FROM service_account WHERE organization_id = :organizationId
              AND (:after = '' OR (created_at, id) > (SELECT created_at, id FROM service_account WHERE id = :after))
            ORDER BY created_at, id LIMIT :rows""")
    List<ServiceAccount> list(UUID organizationId, String after, int rows);

    @Query("SELECT " + COLUMNS + """
             FROM service_account WHERE organization_id = :organizationId AND display_name IN (:names)
              AND (:after = '' OR (created_at, id) > (SELECT created_at, id FROM service_account WHERE id = :after))
            ORDER BY created_at, id LIMIT :rows""")
    List<ServiceAccount> listNamed(UUID organizationId, List<String> names, String after, int rows);

    @Query("SELECT " + COLUMNS + " FROM service_account WHERE organization_id = :organizationId AND id = :id")
    Optional<ServiceAccount> find(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS
            + " FROM service_account WHERE organization_id = :organizationId AND id = :id FOR UPDATE")
    Optional<ServiceAccount> lock(UUID organizationId, String id);

    @Query("SELECT count(*) FROM service_account WHERE organization_id = :organizationId")
    long count(UUID organizationId);

    @Query("""
            INSERT INTO service_account (id, organization_id, display_name, description)
            VALUES (:id, :organizationId, :displayName, :description) RETURNING\s""" + COLUMNS)
    ServiceAccount add(String id, UUID organizationId, String displayName, String description);

    @Query("""
            UPDATE service_account SET display_name = :displayName, description = :description, updated_at = now()
            WHERE organization_id = :organizationId AND id = :id RETURNING\s""" + COLUMNS)
    ServiceAccount change(UUID organizationId, String id, String displayName, String description);

    @Query("DELETE FROM service_account WHERE organization_id = :organizationId AND id = :id")
    void remove(UUID organizationId, String id);
}
