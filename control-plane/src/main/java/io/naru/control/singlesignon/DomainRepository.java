package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface DomainRepository extends GenericRepository<Domain, String> {
    String COLUMNS = "organization_id, name, proof, proven_at";

    @Query("SELECT " + COLUMNS + " FROM single_sign_on_domain WHERE organization_id = :organizationId ORDER BY name")
    List<Domain> list(UUID organizationId);

    /// The organization that has proven the presented domain.
    @Query("SELECT " + COLUMNS + " FROM single_sign_on_domain WHERE name = :name AND proven_at IS NOT NULL")
    Optional<Domain> findPresented(String name);

    @Query("""
            INSERT INTO single_sign_on_domain (organization_id, name, proof, proven_at)
            VALUES (:organizationId, :name, :proof, CASE WHEN :proven THEN now() END)
            ON CONFLICT (organization_id, name) DO NOTHING""")
    void add(UUID organizationId, String name, String proof, boolean proven);

    @Query("UPDATE single_sign_on_domain SET proven_at = now()"
            + " WHERE organization_id = :organizationId AND name = :name AND proven_at IS NULL")
    void prove(UUID organizationId, String name);

    @Query("DELETE FROM single_sign_on_domain WHERE organization_id = :organizationId AND name NOT IN (:names)")
    void removeOthers(UUID organizationId, List<String> names);
}
