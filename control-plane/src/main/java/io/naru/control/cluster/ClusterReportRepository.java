package io.naru.control.cluster;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

/// What the cell says of clusters, written by the relay's role.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface ClusterReportRepository extends GenericRepository<Cluster, String> {
    /// Ends a cluster of which the cell has nothing left.
    ///
    /// @return 1 when the cluster was being deleted
    @Query(
            "UPDATE cluster SET status = 'DELETED', updated_at = now() WHERE id = :id AND status IN ('DELETING', 'ABANDONED')")
    long purged(String id);

    @Query("""
            UPDATE cluster SET status = 'DELETING', version = :version, deleting_since = coalesce(deleting_since, now()),
                updated_at = now()
            WHERE id = :id AND status IN ('CREATING', 'ACTIVE')""")
    void endedElsewhere(String id, long version);

    @Query("UPDATE cluster SET version = :version WHERE id = :id")
    void raise(String id, long version);
}
