package io.naru.control.usage;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/// Writing what brokers report, by the relay's role.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface UsageRepository extends GenericRepository<UsageRepository.Counter, String> {
    /// Counters of a broker for a cluster or a topic, as last heard.
    @MappedEntity("usage_counter")
    record Counter(
            @Id String incarnation, long bytesIn, long bytesOut, long messagesIn, long messagesOut, long requests) {}

    @Query("""
            SELECT incarnation, bytes_in, bytes_out, messages_in, messages_out, requests FROM usage_counter
            WHERE broker = :broker AND lkc = :lkc AND topic = :topic""")
    Optional<Counter> heard(String broker, String lkc, String topic);

    @Query("""
            INSERT INTO usage_counter (broker, lkc, topic, incarnation, bytes_in, bytes_out, messages_in, messages_out, requests)
            VALUES (:broker, :lkc, :topic, :incarnation, :bytesIn, :bytesOut, :messagesIn, :messagesOut, :requests)
            ON CONFLICT (broker, lkc, topic) DO UPDATE SET incarnation = :incarnation, bytes_in = :bytesIn,
                bytes_out = :bytesOut, messages_in = :messagesIn, messages_out = :messagesOut, requests = :requests""")
    void hear(
            String broker,
            String lkc,
            String topic,
            String incarnation,
            long bytesIn,
            long bytesOut,
            long messagesIn,
            long messagesOut,
            long requests);

    /// Adds to a slice. What is counted adds up, over brokers too; what is a state is the last one said.
    @Query("""
            INSERT INTO usage_slice AS s (width_seconds, lkc, topic, at, organization_id, bytes_in, bytes_out, messages_in,
                                          messages_out, requests, connections, storage_bytes)
            SELECT :width, c.id, :topic, :at, c.organization_id, :bytesIn, :bytesOut, :messagesIn, :messagesOut, :requests,
                   :connections, :storageBytes
            FROM cluster c WHERE c.id = :lkc
            ON CONFLICT (width_seconds, lkc, topic, at) DO UPDATE SET
                bytes_in = s.bytes_in + excluded.bytes_in, bytes_out = s.bytes_out + excluded.bytes_out,
                messages_in = s.messages_in + excluded.messages_in, messages_out = s.messages_out + excluded.messages_out,
                requests = s.requests + excluded.requests, connections = excluded.connections,
                storage_bytes = excluded.storage_bytes""")
    void add(
            int width,
            String lkc,
            String topic,
            Instant at,
            long bytesIn,
            long bytesOut,
            long messagesIn,
            long messagesOut,
            long requests,
            long connections,
            long storageBytes);

    /// Adds to what was counted since the beginning; what is a state is the last one said.
    @Query("""
            INSERT INTO usage_total AS t (lkc, topic, organization_id, bytes_in, bytes_out, messages_in, messages_out, requests,
                                          connections, storage_bytes, at)
            SELECT c.id, :topic, c.organization_id, :bytesIn, :bytesOut, :messagesIn, :messagesOut, :requests, :connections,
                   :storageBytes, :at
            FROM cluster c WHERE c.id = :lkc
            ON CONFLICT (lkc, topic) DO UPDATE SET
                bytes_in = t.bytes_in + excluded.bytes_in, bytes_out = t.bytes_out + excluded.bytes_out,
                messages_in = t.messages_in + excluded.messages_in, messages_out = t.messages_out + excluded.messages_out,
                requests = t.requests + excluded.requests, connections = excluded.connections,
                storage_bytes = excluded.storage_bytes, at = excluded.at""")
    void total(
            String lkc,
            String topic,
            Instant at,
            long bytesIn,
            long bytesOut,
            long messagesIn,
            long messagesOut,
            long requests,
            long connections,
            long storageBytes);

    /// Of clusters that are gone, and of topics that nothing was heard of for a month.
    @Query("""
            DELETE FROM usage_total t WHERE (t.topic <> '' AND t.at < now() - interval '30 days')
              OR NOT EXISTS (SELECT FROM cluster c WHERE c.id = t.lkc AND c.status = 'ACTIVE')""")
    void forgetTotals();

    @Query("DELETE FROM usage_slice WHERE width_seconds = :width AND at < :before")
    void forget(int width, Instant before);

    @Query(
            "DELETE FROM usage_counter u WHERE NOT EXISTS (SELECT FROM cluster c WHERE c.id = u.lkc AND c.status = 'ACTIVE')")
    void forgetCounters();
}
