package io.naru.control.login;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Sessions as people look at them.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SessionListRepository extends GenericRepository<SessionListRepository.Row, String> {
    @MappedEntity("session")
    record Row(
            @Id String id,
            String accountId,
            String device,
            String address,
            Instant createdAt,
            Instant lastSeenAt,
            Instant expiresAt) {}

    String COLUMNS = "id, account_id, device, address, created_at, last_seen_at, expires_at";

    /// Living sessions of the presented person, the last used first.
    @Query("SELECT " + COLUMNS + " FROM session WHERE account_id = :accountId AND expires_at > now()"
            + " AND created_at > now() - interval '90 days' ORDER BY last_seen_at DESC, id LIMIT 100")
    List<Row> ofPresented(String accountId);

    /// The last used session of each of these people in an organization.
    @Query("SELECT DISTINCT ON (account_id) " + COLUMNS + " FROM session"
            + " WHERE organization_id = :organizationId AND account_id IN (:accountIds)"
            + " ORDER BY account_id, last_seen_at DESC")
    List<Row> lastOf(UUID organizationId, List<String> accountIds);
}
