package io.naru.bench.beside;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// What is asked of a broker, with the official Java client at its default settings unless said.
final class Workload {
    static final int PARTITIONS = 6;
    private static final String NEVER = "9223372036854775807";

    private final String bootstrap;

    Workload(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /// @param bytes acknowledged, keys and values
    record Throughput(long bytes, double seconds) {
        double megabytesPerSecond() {
            return bytes / 1e6 / seconds;
        }
    }

    /// Returns when each partition has taken a record. Kafka shows a new topic before all of its partitions are open.
    /// A producer that pipelines into one that opens in between is refused its first batch but not its second, and
    /// then tries the first for ever.
    ///
    /// @param synced whether an acknowledgement means "on disk": `flush.messages` 1, else never
    void makeTopic(String name, boolean synced) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            NewTopic topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.of((short) 1))
                    .configs(Map.of("flush.messages", synced ? "1" : NEVER));
            admin.createTopics(List.of(topic)).all().get();
        }
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("linger.ms", 0))) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(name, partition, null, incompressible(1)))
                        .get();
            }
        }
    }

    void deleteTopic(String name) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    /// Sends as fast as acknowledgements allow, for so long.
    Throughput produce(String topic, int recordBytes, Duration length) throws InterruptedException {
        AtomicLong acknowledged = new AtomicLong();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        byte[] value = incompressible(recordBytes);
        long began = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("delivery.timeout.ms", 120_000))) {
            while (System.nanoTime() - began < length.toNanos()) {
                for (int burst = 0; burst < 100; burst++) {
                    var _ = producer.send(new ProducerRecord<>(topic, value), (_, failed) -> {
                        if (failed == null) {
                            acknowledged.addAndGet(recordBytes);
                        } else {
                            failure.set(failed);
                        }
                    });
                }
            }
            producer.flush();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a record was refused", failed);
        }
        return new Throughput(acknowledged.get(), (System.nanoTime() - began) / 1e9);
    }

    /// Reads a topic from its beginning to the end it has now.
    Throughput consume(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            long wanted = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            consumer.seekToBeginning(partitions);
            long bytes = 0;
            long records = 0;
            long began = System.nanoTime();
            while (records < wanted) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    bytes += record.serializedValueSize();
                    records++;
                }
            }
            return new Throughput(bytes, (System.nanoTime() - began) / 1e9);
        }
    }

    /// From send to acknowledgement at a steady rate, measured from when a record was due: a stall counts for all
    /// that it held up. Sorted, in milliseconds.
    double[] latencies(String topic, int recordBytes, int perSecond, Duration length) throws InterruptedException {
        int total = (int) (perSecond * length.toSeconds());
        double[] found = new double[total];
        byte[] value = incompressible(recordBytes);
        long stepNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("linger.ms", 0))) {
            producer.partitionsFor(topic);
            long began = System.nanoTime() + stepNs;
            for (int number = 0; number < total; number++) {
                long due = began + number * stepNs;
                int place = number;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                var _ = producer.send(new ProducerRecord<>(topic, value), (_, failed) -> {
                    found[place] = failed == null ? (System.nanoTime() - due) / 1e6 : Double.MAX_VALUE;
                });
            }
            producer.flush();
        }
        Arrays.sort(found);
        return found;
    }

    static double percentile(double[] sorted, double percent) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * percent / 100))];
    }

    /// Tries until one record is acknowledged.
    void awaitFirstAck(String topic, Duration bound) throws InterruptedException {
        Map<String, Object> impatient = Map.of(
                "reconnect.backoff.ms", 10,
                "reconnect.backoff.max.ms", 10,
                "retry.backoff.ms", 10,
                "retry.backoff.max.ms", 10,
                "linger.ms", 0,
                "max.block.ms", bound.toMillis());
        try (KafkaProducer<byte[], byte[]> producer = producer(impatient)) {
            producer.send(new ProducerRecord<>(topic, incompressible(100))).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("no record was acknowledged", failed);
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrap);
        settings.put("acks", "all");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] incompressible(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
