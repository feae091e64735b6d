package io.naru.control.outbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The application's side of the outbox: writing rows, and taking back what nobody has begun to publish.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface OutboxRepository extends GenericRepository<OutboxRepository.Row, String> {
    @MappedEntity("outbox")
    record Row(
            @Id String id,
            String kind,
            long version,
            boolean published,
            @Nullable Long claimedEpoch) {}

    @Query("""
            INSERT INTO outbox (kind, id, version, organization_id, state)
            VALUES (:kind, :id, :version, :organizationId, CAST(:state AS jsonb))""")
    void add(String kind, String id, long version, UUID organizationId, @Nullable String state);

    @Query("""
            SELECT id, kind, version, published, claimed_epoch FROM outbox
            WHERE organization_id = :organizationId AND kind = :kind AND id = :id AND version = :version""")
    Optional<Row> find(UUID organizationId, String kind, String id, long version);

    /// Removes a row that the relay has not claimed.
    ///
    /// @return 1 when the row was taken back, 0 when the relay had already claimed it
    @Query("""
            DELETE FROM outbox
            WHERE organization_id = :organizationId AND kind = :kind AND id = :id AND version = :version
              AND claimed_epoch IS NULL AND NOT published""")
    long takeBack(UUID organizationId, String kind, String id, long version);
}
