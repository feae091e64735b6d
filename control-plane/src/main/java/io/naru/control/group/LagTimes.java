package io.naru.control.group;

import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the timestamp of the first unread message of partitions. Bounded in partitions, time and how many do it at
/// once: what was not
/// read in time is left out.
@Singleton
class LagTimes {
    private static final Logger LOG = LoggerFactory.getLogger(LagTimes.class);
    private static final int AT_A_TIME = 8;
    private static final int MOST_PARTITIONS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(300);

    private final CellClients cell;
    private final Semaphore permits = new Semaphore(AT_A_TIME);

    LagTimes(CellClients cell) {
        this.cell = cell;
    }

    /// Times in milliseconds since 1970 by partition.
    Map<TopicPartition, Long> firstUnread(Identity identity, List<Groups.Lag> lags) {
        List<Groups.Lag> behind = lags.stream()
                .filter(lag -> lag.messages() > 0)
                .limit(MOST_PARTITIONS)
                .toList();
        if (behind.isEmpty() || !permits.tryAcquire()) {
            return Map.of();
        }
        // One batch of each partition is enough; the broker sends at least that.
        Map<String, Object> small = Map.of(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        try (KafkaConsumer<byte[], byte[]> consumer = cell.consumer(identity, small)) {
            consumer.assign(behind.stream().map(Groups.Lag::partition).toList());
            behind.forEach(lag -> consumer.seek(lag.partition(), lag.committed()));
            return read(consumer);
        } catch (KafkaException e) {
            LOG.debug("lag in time is not known", e);
            return Map.of();
        } finally {
            permits.release();
        }
    }

    private static Map<TopicPartition, Long> read(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> times = new HashMap<>();
        Set<TopicPartition> missing = new HashSet<>(consumer.assignment());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            Collection<TopicPartition> read = records.partitions();
            for (TopicPartition partition : read) {
                ConsumerRecord<byte[], byte[]> first =
                        records.records(partition).getFirst();
                times.putIfAbsent(partition, first.timestamp());
                missing.remove(partition);
            }
            consumer.pause(read);
        }
        return times;
    }
}
