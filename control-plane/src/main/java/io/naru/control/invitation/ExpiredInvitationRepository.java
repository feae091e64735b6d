package io.naru.control.invitation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface ExpiredInvitationRepository extends GenericRepository<Invitation, String> {
    @Query("DELETE FROM invitation WHERE expires_at < now() - interval '30 days'")
    void forget();
}
