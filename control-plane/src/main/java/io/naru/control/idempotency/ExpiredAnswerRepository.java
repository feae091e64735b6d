package io.naru.control.idempotency;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface ExpiredAnswerRepository extends GenericRepository<KeptAnswer, String> {
    @Query("DELETE FROM kept_answer WHERE expires_at < now()")
    void forget();
}
