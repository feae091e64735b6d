package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.system.Await;
import io.naru.e2e.tenant.ClusterKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// A producer with acks=all that works all the time and remembers what was acknowledged where.
final class Load implements AutoCloseable {
    private record Place(int partition, long offset) {}

    private final ClusterKey key;
    private final String topic;
    private final String run = UUID.randomUUID().toString();
    private final Map<String, Place> acknowledged = new ConcurrentHashMap<>();
    private final Collection<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile boolean stop;

    private Load(ClusterKey key, String topic, Duration bound) {
        this.key = key;
        this.topic = topic;
        this.producer = JavaClient.producer(
                key,
                Map.of(
                        "delivery.timeout.ms",
                        (int) bound.toMillis(),
                        "request.timeout.ms",
                        (int) Math.min(bound.toMillis() - 100, 4_000),
                        "reconnect.backoff.max.ms",
                        200,
                        "max.block.ms",
                        bound.toMillis()));
        this.thread = Thread.ofPlatform().start(this::produce);
    }

    /// @param bound after which a record counts as refused
    static Load start(ClusterKey key, String topic, Duration bound) {
        return new Load(key, topic, bound);
    }

    private void produce() {
        while (!stop) {
            String value = run + ":" + sent.getAndIncrement();
            try {
                producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)), (place, failure) -> {
                    if (failure == null) {
                        acknowledged.put(value, new Place(place.partition(), place.offset()));
                    } else {
                        refused.add(value + ": " + failure);
                    }
                });
                Thread.sleep(1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failed) {
                refused.add(value + ": " + failed);
            }
        }
    }

    /// Waits until so many more are acknowledged.
    void awaitAcknowledged(int more) {
        int wanted = acknowledged.size() + more;
        Await.until(more + " more acknowledged", Duration.ofSeconds(90), () -> acknowledged.size() >= wanted);
    }

    void stop() {
        stop = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
    }

    List<String> refused() {
        return List.copyOf(refused);
    }

    /// Every acknowledged record stands where its acknowledgement said, none stands twice, and offsets committed hold.
    void mustAllBeThere() {
        Map<String, List<Place>> found = readAll();
        assertThat(found).as("records in the log").hasSizeGreaterThanOrEqualTo(acknowledged.size());
        acknowledged.forEach((value, place) ->
                assertThat(found.get(value)).as("where record %s stands", value).containsExactly(place));
        assertThat(found.values()).allMatch(places -> places.size() == 1, "stands once");
    }

    private Map<String, List<Place>> readAll() {
        Map<String, List<Place>> found = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = JavaClient.consumer(key, Map.of("group.id", "checker-" + run))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(500))) {
                    String value = new String(one.value(), StandardCharsets.UTF_8);
                    if (value.startsWith(run)) {
                        found.computeIfAbsent(value, _ -> new ArrayList<>())
                                .add(new Place(one.partition(), one.offset()));
                    }
                }
            }
            Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
            ends.forEach((partition, end) -> commits.put(partition, new OffsetAndMetadata(end)));
            consumer.commitSync(commits);
            assertThat(consumer.committed(java.util.Set.copyOf(partitions))).isEqualTo(commits);
        }
        return found;
    }

    @Override
    public void close() {
        stop();
        producer.close(Duration.ofSeconds(10));
    }
}
