package io.naru.control.organization;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface OrganizationRepository extends GenericRepository<Organization, UUID> {
    @Query("INSERT INTO organization (id, display_name) VALUES (:id, :displayName)")
    void add(UUID id, String displayName);

    @Query("SELECT id, display_name FROM organization WHERE id = :id")
    Optional<Organization> find(UUID id);
}
