package io.naru.control.usage;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Writing what brokers report, by the relay's role.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface UsageRepository extends GenericRepository<UsageRepository.Counter, String> {
    /// Counters of a broker for a cluster or a topic, as last heard.
    @MappedEntity("usage_counter")
    record Counter(
            @Id String incarnation,
            long bytesIn,
            long bytesOut,
            long messagesIn,
            long messagesOut,
            long requests,
            long storageBytes,
            Instant at,
            Instant countedUntil) {}

    @Query("""
            SELECT incarnation, bytes_in, bytes_out, messages_in, messages_out, requests, storage_bytes, greatest(at, 'epoch') AS at,
                   counted_until FROM usage_counter
            WHERE broker = :broker AND lkc = :lkc AND topic = :topic""")
    Optional<Counter> heard(String broker, String lkc, String topic);

    @Query("""
            INSERT INTO usage_counter (broker, lkc, topic, incarnation, bytes_in, bytes_out, messages_in, messages_out, requests,
                                       storage_bytes, at, counted_until)
            VALUES (:broker, :lkc, :topic, :incarnation, :bytesIn, :bytesOut, :messagesIn, :messagesOut, :requests, :storageBytes,
                    :at, :at)
            ON CONFLICT (broker, lkc, topic) DO UPDATE SET incarnation = :incarnation, bytes_in = :bytesIn,
                bytes_out = :bytesOut, messages_in = :messagesIn, messages_out = :messagesOut, requests = :requests,
                storage_bytes = :storageBytes, at = :at, counted_until = greatest(usage_counter.counted_until, :at)""")
    void hear(
            String broker,
            String lkc,
            String topic,
            String incarnation,
            long bytesIn,
            long bytesOut,
            long messagesIn,
            long messagesOut,
            long requests,
            long storageBytes,
            Instant at);

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

    /// Adds to the days of a cluster: what it took from one time to another, and what it moved, to the last day.
    @Query("""
            INSERT INTO usage_day AS u (lkc, day, organization_id, bytes_in, bytes_out, stored_byte_hours)
            SELECT c.id, CAST(d.day AS date), c.organization_id,
                   CASE WHEN d.day = t.last THEN :bytesIn ELSE 0 END, CASE WHEN d.day = t.last THEN :bytesOut ELSE 0 END,
                   CAST(:storageBytes AS numeric)
                       * CAST(extract(epoch FROM least(t.until, d.day + interval '1 day') - greatest(t.since, d.day)) AS numeric) / 3600
            FROM cluster c,
                 (SELECT CAST(:since AS timestamptz) AT TIME ZONE 'UTC' AS since, CAST(:until AS timestamptz) AT TIME ZONE 'UTC' AS until,
                         date_trunc('day', CAST(:until AS timestamptz) AT TIME ZONE 'UTC') AS last) AS t,
                 generate_series(date_trunc('day', t.since), t.last, interval '1 day') AS d(day)
            WHERE c.id = :lkc
            ON CONFLICT (lkc, day) DO UPDATE SET bytes_in = u.bytes_in + excluded.bytes_in,
                bytes_out = u.bytes_out + excluded.bytes_out,
                stored_byte_hours = u.stored_byte_hours + excluded.stored_byte_hours""")
    void addDays(String lkc, Instant since, Instant until, long storageBytes, long bytesIn, long bytesOut);

    /// A cluster of which nothing new was heard for a while.
    @MappedEntity("usage_counter")
    record Quiet(@Id String broker, String lkc, long storageBytes, Instant countedUntil) {}

    @Query("""
            UPDATE usage_counter u SET counted_until = :now
            FROM (SELECT broker, lkc, topic, counted_until FROM usage_counter
                  WHERE topic = '' AND counted_until < :before AND storage_bytes > 0
                  ORDER BY broker, lkc LIMIT :rows FOR UPDATE) AS old
            WHERE u.broker = old.broker AND u.lkc = old.lkc AND u.topic = old.topic
            RETURNING u.broker, u.lkc, u.storage_bytes, old.counted_until AS counted_until""")
    List<Quiet> countQuiet(Instant before, Instant now, int rows);

    @Query("DELETE FROM usage_day WHERE day < :before")
    void forgetDays(LocalDate before);

    @Query("DELETE FROM usage_slice WHERE width_seconds = :width AND at < :before")
    void forget(int width, Instant before);

    @Query(
            "DELETE FROM usage_counter u WHERE NOT EXISTS (SELECT FROM cluster c WHERE c.id = u.lkc AND c.status = 'ACTIVE')")
    void forgetCounters();
}
