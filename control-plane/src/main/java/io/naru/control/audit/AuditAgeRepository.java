package io.naru.control.audit;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

/// Forgetting rows, by the relay's role: nobody who serves requests may take one away.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface AuditAgeRepository extends GenericRepository<AuditRow, String> {
    @Query("""
            DELETE FROM audit_log WHERE id IN (
                SELECT id FROM audit_log WHERE at < now() - make_interval(days => :days) LIMIT :rows)""")
    void forget(int days, int rows);
}
