package io.naru.control.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface ExpiredLinkRepository extends GenericRepository<MailLink, String> {
    @Query("DELETE FROM mail_link WHERE expires_at < now()")
    void forget();
}
