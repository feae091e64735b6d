package io.naru.control.message;

import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Reads no faster than the organization's share allows. Used by one thread.
final class PacedReader {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ReadAllowance allowance;
    private final UUID organization;
    private long restUntilNanos = System.nanoTime();

    PacedReader(KafkaConsumer<byte[], byte[]> consumer, ReadAllowance allowance, UUID organization) {
        this.consumer = consumer;
        this.allowance = allowance;
        this.organization = organization;
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /// For how long nothing may be read.
    Duration rest() {
        return Duration.ofNanos(Math.max(0, restUntilNanos - System.nanoTime()));
    }

    /// What is there, after at most 50 ms; nothing while the share is used up.
    ConsumerRecords<byte[], byte[]> poll() {
        Duration rest = rest();
        if (!rest.isZero()) {
            pause(rest.compareTo(POLL) < 0 ? rest : POLL);
            return ConsumerRecords.empty();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            bytes += Rendering.size(record);
        }
        long now = System.nanoTime();
        restUntilNanos = now + allowance.take(organization, bytes, now).toNanos();
        return records;
    }

    static void pause() {
        pause(POLL);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
