package io.naru.control.usage;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/// Reading what a tenant's cluster has used since it began.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TotalsRepository extends GenericRepository<TotalsRepository.Total, String> {
    /// Counts since the beginning, and states as last said.
    @MappedEntity("usage_total")
    record Total(
            @Id String topic,
            long bytesIn,
            long bytesOut,
            long messagesIn,
            long messagesOut,
            long requests,
            long connections,
            long storageBytes) {}

    /// The whole cluster first, then topics, those with the most bytes first.
    @Query("""
            SELECT topic, bytes_in, bytes_out, messages_in, messages_out, requests, connections, storage_bytes FROM usage_total
            WHERE organization_id = :organizationId AND lkc = :lkc
            ORDER BY (topic <> ''), bytes_in + bytes_out DESC, topic LIMIT :most""")
    List<Total> totals(UUID organizationId, String lkc, int most);
}
