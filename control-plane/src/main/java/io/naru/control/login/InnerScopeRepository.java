package io.naru.control.login;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/// What is inside a scope, so that a person's rights can be told for each part of it.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface InnerScopeRepository extends GenericRepository<InnerScopeRepository.Row, String> {
    @MappedEntity("cluster")
    record Row(@Id String id) {}

    @Query("""
            SELECT id FROM cluster WHERE organization_id = :organizationId AND environment_id = :environmentId
              AND status = 'ACTIVE' ORDER BY id LIMIT 200""")
    List<String> clustersIn(UUID organizationId, String environmentId);
}
