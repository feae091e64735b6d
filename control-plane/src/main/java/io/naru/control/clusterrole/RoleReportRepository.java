package io.naru.control.clusterrole;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/// What the cell says of roles, written by the relay's role. An id is `lkc/principal`.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface RoleReportRepository extends GenericRepository<ClusterRoleRepository.Row, String> {
    @Query("UPDATE cluster_role SET version = :version WHERE lkc || '/' || principal = :id")
    void raise(String id, long version);

    @Query("DELETE FROM cluster_role WHERE lkc || '/' || principal = :id")
    void remove(String id);

    /// Removes the roles of everybody in a cluster.
    ///
    /// @return their ids
    @Query("DELETE FROM cluster_role WHERE lkc = :lkc RETURNING lkc || '/' || principal")
    List<String> removeAll(String lkc);
}
