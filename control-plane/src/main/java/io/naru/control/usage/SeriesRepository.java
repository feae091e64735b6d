package io.naru.control.usage;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reading a tenant's usage.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SeriesRepository extends GenericRepository<SeriesRepository.Step, String> {
    /// A step of the answer: sums over it, and the last state in it.
    ///
    /// @param number counts steps from the start of the range
    @MappedEntity("usage_slice")
    record Step(
            @Id String topic,
            int number,
            long bytesIn,
            long bytesOut,
            long messagesIn,
            long messagesOut,
            long requests,
            long connections,
            long storageBytes) {}

    @Query("""
            SELECT topic, CAST(floor(extract(epoch FROM at - CAST(:from AS timestamptz)) / :step) AS int) AS number,
                   CAST(sum(bytes_in) AS bigint) AS bytes_in, CAST(sum(bytes_out) AS bigint) AS bytes_out,
                   CAST(sum(messages_in) AS bigint) AS messages_in, CAST(sum(messages_out) AS bigint) AS messages_out,
                   CAST(sum(requests) AS bigint) AS requests,
                   (array_agg(connections ORDER BY at DESC))[1] AS connections,
                   (array_agg(storage_bytes ORDER BY at DESC))[1] AS storage_bytes
            FROM usage_slice
            WHERE organization_id = :organizationId AND width_seconds = :width AND lkc = :lkc AND topic IN (:topics)
              AND at >= :from AND at < :to
            GROUP BY topic, number ORDER BY topic, number""")
    List<Step> steps(
            UUID organizationId, int width, String lkc, List<String> topics, Instant from, Instant to, int step);

    @Query("""
            SELECT topic FROM usage_slice
            WHERE organization_id = :organizationId AND width_seconds = :width AND lkc = :lkc AND topic <> ''
              AND at >= :from AND at < :to
            GROUP BY topic ORDER BY sum(bytes_in + bytes_out) DESC, topic LIMIT :rows""")
    List<String> busiest(UUID organizationId, int width, String lkc, Instant from, Instant to, int rows);

    @Query("""
            SELECT topic, 0 AS number, bytes_in, bytes_out, messages_in, messages_out, requests, connections, storage_bytes
            FROM usage_slice
            WHERE organization_id = :organizationId AND width_seconds = :width AND lkc = :lkc AND topic = :topic
            ORDER BY at DESC LIMIT 1""")
    Optional<Step> lastSize(UUID organizationId, int width, String lkc, String topic);
}
