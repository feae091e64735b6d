package io.naru.control.outbox;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellAddress;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The topic `__naru_desired` as the relay writes it and the reconciler reads it. Used by the relay's thread only.
@Singleton
class DesiredTopic implements AutoCloseable {
    static final String NAME = "__naru_desired";
    private static final int FORMAT = 1;
    private static final Duration READING = Duration.ofSeconds(30);

    /// A record as found in the topic.
    ///
    /// @param state null for a tombstone
    record Found(long version, long relayEpoch, @Nullable JsonNode state) {
        boolean isTombstone() {
            return state == null;
        }
    }

    private final CellAddress cell;
    private final JsonMapper json;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    DesiredTopic(CellAddress cell, JsonMapper json) {
        this.cell = cell;
        this.json = json;
    }

    /// @param state JSON, or null for a tombstone
    Future<?> send(String kind, String id, long version, long relayEpoch, @Nullable String state) {
        byte[] key = (kind + "/" + id).getBytes(StandardCharsets.UTF_8);
        byte[] value = state == null ? null : envelope(kind, id, version, relayEpoch, state);
        return producer().send(new ProducerRecord<>(NAME, 0, key, value));
    }

    private static byte[] envelope(String kind, String id, long version, long relayEpoch, String state) {
        String text = "{\"v\":" + FORMAT + ",\"kind\":\"" + kind + "\",\"id\":\"" + id + "\",\"version\":" + version
                + ",\"relay_epoch\":" + relayEpoch + ",\"state\":" + state + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> current = producer;
        if (current == null) {
            Map<String, Object> config = new HashMap<>(cell.asCell("naru-relay"));
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000L);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
            config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 24 * 3600 * 1000L);
            current = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    /// Begins again with a new producer: after a record that was never acknowledged the old one may still hold it.
    void reconnect() {
        close();
    }

    /// Everything in the topic, the newest record of each key.
    ///
    /// @param meanwhile called every now and then while reading
    Map<String, Found> readAll(Runnable meanwhile) throws TimeoutException, IOException {
        Map<String, Object> config = new HashMap<>(cell.asCell("naru-reconciler"));
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        TopicPartition partition = new TopicPartition(NAME, 0);
        Map<String, Found> found = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long deadline = System.nanoTime() + READING.toNanos();
            while (consumer.position(partition) < end) {
                meanwhile.run();
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("reading " + NAME + " took longer than " + READING.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    found.put(new String(record.key(), StandardCharsets.UTF_8), parse(record.value()));
                }
            }
        }
        return found;
    }

    private Found parse(byte @Nullable [] value) throws IOException {
        if (value == null) {
            return new Found(0, 0, null);
        }
        JsonNode node = Objects.requireNonNull(json.readValue(value, JsonNode.class));
        JsonNode state = Objects.requireNonNull(node.get("state"), "a record of desired state without a state");
        return new Found(number(node, "version"), number(node, "relay_epoch"), state);
    }

    /// A state as the topic and the outbox keep it.
    String text(JsonNode state) {
        try {
            return json.writeValueAsString(state);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }

    private static long number(JsonNode node, String name) {
        JsonNode member = node.get(name);
        return member == null || !member.isNumber() ? 0 : member.getLongValue();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofMillis(100));
            producer = null;
        }
    }
}
