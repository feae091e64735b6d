package io.naru.control.cell;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.database.RelayTransactions;
import io.naru.control.fault.FaultPoint;
import io.naru.control.fault.FaultPoints;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one of the cell's topics into the tables. The position is a row that moves in the transaction of what was
/// read, so nothing is
/// applied twice or missed, and of several instances one at a time goes on.
final class SystemTopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int TIMEOUT_MS = 8_000;

    /// Their version is that of a record in desired state, not of the topic, and they may come again: handlers take
    /// them
    /// as often as they come.
    private static final Set<String> OUTSIDE_THE_ORDER = Set.of("key_passed", "topic_wish_refused");

    /// Whether a version grows over the whole topic, so that one already applied is known by it.
    enum Versions {
        GROW,
        SAY_NOTHING
    }

    private final CellAddress cell;
    private final TopicPartition topic;
    private final Versions versions;
    private final PositionRepository positions;
    private final RelayTransactions transactions;
    private final Map<String, List<CellEventHandler>> handlers;
    private final JsonMapper json;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    SystemTopicReader(
            CellAddress cell,
            String topic,
            Versions versions,
            PositionRepository positions,
            RelayTransactions transactions,
            Map<String, List<CellEventHandler>> handlers,
            JsonMapper json) {
        this.cell = cell;
        this.topic = new TopicPartition(topic, 0);
        this.versions = versions;
        this.positions = positions;
        this.transactions = transactions;
        this.handlers = handlers;
        this.json = json;
    }

    /// Reads what has arrived, waiting a little for it.
    void step() {
        try {
            KafkaConsumer<byte[], byte[]> open = open();
            ConsumerRecords<byte[], byte[]> records = open.poll(POLL);
            if (!records.isEmpty()) {
                open.seek(topic, apply(records.records(topic)));
                FaultPoints.reach(FaultPoint.PROJECTION_AFTER_COMMIT);
            }
        } catch (InterruptException e) {
            // Told to stop: whoever stopped the thread closes the consumer.
            throw e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open == null) {
            Map<String, Object> config = new HashMap<>(cell.asCell("naru-projection"));
            config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
            config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
            open = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = open;
            open.assign(List.of(topic));
            long next = transactions.in(() -> positions.lock(topic.topic()).nextOffset());
            long end = open.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
            if (next > end) {
                LOG.warn("{} ends at {}, before our position {}: reading it from the start", topic.topic(), end, next);
                transactions.run(() -> positions.move(topic.topic(), 0, -1));
                next = 0;
            }
            open.seek(topic, next);
        }
        return open;
    }

    /// Applies what has not been applied, and moves on.
    ///
    /// @return the next offset to read
    private long apply(List<ConsumerRecord<byte[], byte[]>> records) {
        return transactions.in(() -> {
            PositionRepository.Position position = positions.lock(topic.topic());
            long next = position.nextOffset();
            long version = position.lastVersion();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < next) {
                    continue;
                }
                next = record.offset() + 1;
                for (CellEvent event : parse(record.value())) {
                    boolean ordered = versions == Versions.GROW && !OUTSIDE_THE_ORDER.contains(event.kind());
                    if (!ordered || event.version() > version) {
                        handlers.getOrDefault(event.kind(), List.of()).forEach(handler -> handler.apply(event));
                        version = ordered ? event.version() : version;
                    }
                }
            }
            positions.move(topic.topic(), next, version);
            FaultPoints.reach(FaultPoint.PROJECTION_BEFORE_COMMIT);
            return next;
        });
    }

    /// The record's event, or none for a tombstone and for what is not one: later formats are read over.
    private List<CellEvent> parse(byte @Nullable [] value) {
        List<CellEvent> events = new ArrayList<>();
        if (value != null) {
            try {
                JsonNode node = json.readValue(value, JsonNode.class);
                JsonNode state = node != null && node.isObject() ? node.get("state") : null;
                if (node != null && state != null && CellEvent.number(node, "v", 0) == 1) {
                    Optional<String> kind = CellEvent.text(node, "kind");
                    Optional<String> id = CellEvent.text(node, "id");
                    events.add(
                            new CellEvent(kind.orElse(""), id.orElse(""), CellEvent.number(node, "version", 0), state));
                }
            } catch (IOException e) {
                LOG.warn("a record of {} is not JSON and is read over", topic.topic());
            }
        }
        return events;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofMillis(200)));
            consumer = null;
        }
    }
}
