package io.naru.control.organization;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface OrganizationRepository extends GenericRepository<Organization, UUID> {
    String COLUMNS = "o.id, o.display_name, o.second_factor_required, o.created_at";

    @Query("INSERT INTO organization (id, display_name) VALUES (:id, :displayName)")
    void add(UUID id, String displayName);

    @Query("SELECT " + COLUMNS + " FROM organization o WHERE o.id = :id")
    Optional<Organization> find(UUID id);

    /// Those that the presented person is a member of, the first joined first.
    @Query("SELECT " + COLUMNS + """
             FROM organization o JOIN membership m ON m.organization_id = o.id
            WHERE m.account_id = :accountId ORDER BY m.created_at, o.id LIMIT 100""")
    List<Organization> ofPresented(String accountId);

    @Query("UPDATE organization SET second_factor_required = :required, updated_at = now() WHERE id = :id")
    void requireSecondFactor(UUID id, boolean required);

    @Query("UPDATE organization SET display_name = :displayName, updated_at = now() WHERE id = :id")
    void rename(UUID id, String displayName);
}
