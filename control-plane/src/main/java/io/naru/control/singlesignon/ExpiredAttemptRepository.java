package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface ExpiredAttemptRepository extends GenericRepository<Attempt, String> {
    @Query("DELETE FROM sign_on_attempt WHERE expires_at < now()")
    void forget();
}
