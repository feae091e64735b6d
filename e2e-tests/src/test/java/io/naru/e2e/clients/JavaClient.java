package io.naru.e2e.clients;

import io.naru.e2e.tenant.ClusterKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The official Java client.
public final class JavaClient implements KafkaClient {
    public static KafkaProducer<byte[], byte[]> producer(ClusterKey key, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(key.javaSettings());
        settings.put("acks", "all");
        settings.put("linger.ms", 5);
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static KafkaConsumer<byte[], byte[]> consumer(ClusterKey key, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(key.javaSettings());
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public static Set<String> topics(ClusterKey key) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(key.javaSettings())) {
            return admin.listTopics().names().get();
        }
    }

    @Override
    public void produce(ClusterKey key, String topic, int first, int end) {
        Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = first; number < end; number++) {
                KafkaProducer<byte[], byte[]> producer = producers.computeIfAbsent(
                        Numbered.codec(number), codec -> producer(key, Map.of("compression.type", codec)));
                sent.add(producer.send(new ProducerRecord<>(topic, Numbered.key(number), Numbered.value(number))));
                if (number % Numbered.BLOCK == Numbered.BLOCK - 1) {
                    producer.flush();
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException refused) {
            throw new AssertionError("a record was refused: " + refused.getCause(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } finally {
            producers.values().forEach(KafkaProducer::close);
        }
    }

    @Override
    public Member join(ClusterKey key, String topic, String group, Received received) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().start(() -> {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    consumer(key, Map.of("group.id", group, "max.poll.records", 500))) {
                consumer.subscribe(List.of(topic));
                while (!stop.get()) {
                    ConsumerRecords<byte[], byte[]> found = consumer.poll(Duration.ofMillis(200));
                    found.forEach(one -> add(received, one));
                    commit(consumer, found);
                }
            }
        });
        return () -> {
            stop.set(true);
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static void add(Received received, ConsumerRecord<byte[], byte[]> one) {
        received.add(
                one.partition(),
                one.offset(),
                new String(one.key(), StandardCharsets.UTF_8),
                Integer.parseInt(new String(one.value(), 0, 9, StandardCharsets.UTF_8)),
                one.value().length);
    }

    private static void commit(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> found) {
        try {
            if (!found.isEmpty()) {
                consumer.commitSync();
            }
        } catch (CommitFailedException | RebalanceInProgressException _) {
            // The group moved on; whoever has the partitions now reads the same records again.
            return;
        }
    }
}
