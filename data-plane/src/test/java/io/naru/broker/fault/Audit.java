package io.naru.broker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.naru.broker.fault.Ledger.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Looks at a broker that has come back: what it acknowledged is there, what it was asked is wholly there or not at
/// all.
final class Audit implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final TopicPartition EVENTS = new TopicPartition("__naru_events", 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FaultyBrokerProcess broker;
    private final Path data;
    private final Ledger ledger;
    private final Map<String, Object> tenant;
    private final Admin admin;

    Audit(FaultyBrokerProcess broker, Path data, Ledger ledger) {
        this.broker = broker;
        this.data = data;
        this.ledger = ledger;
        this.tenant = broker.asTenant(Work.FIRST_KEY, DesiredKeys.secretOf(Work.FIRST_KEY));
        this.admin = Admin.create(tenant);
    }

    void check() throws Exception {
        checkTopics();
        checkDirectories();
        ledger.settleRecords(keptRecords());
        checkOffset();
        checkKeys();
        checkEvents();
    }

    private void checkTopics() throws ExecutionException, InterruptedException {
        Set<String> listed = admin.listTopics().names().get();
        for (Map.Entry<String, State> topic : ledger.topics().entrySet()) {
            String name = topic.getKey();
            boolean there = listed.contains(name);
            switch (topic.getValue()) {
                case THERE ->
                    assertThat(there).as("topic %s, acknowledged", name).isTrue();
                case GONE -> assertThat(there).as("topic %s, deleted", name).isFalse();
                case MAKING, ENDING -> settleTopic(name, there);
            }
        }
    }

    private void settleTopic(String name, boolean there) throws ExecutionException, InterruptedException {
        if (there) {
            TopicDescription described =
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            assertThat(described.partitions())
                    .as("%s", described)
                    .hasSize(2)
                    .allMatch(partition -> partition.leader() != null);
            produceToBoth(name);
        } else {
            admin.createTopics(List.of(Work.topic(name, 2))).all().get();
        }
        ledger.topic(name, State.THERE);
    }

    private void produceToBoth(String topic) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(tenant, new StringSerializer(), new StringSerializer())) {
            for (int partition = 0; partition < 2; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, "k", "v")).get();
            }
        }
    }

    /// Of a topic that is not there nothing is left on disk either.
    private void checkDirectories() throws Exception {
        Set<String> known = new TreeSet<>();
        try (Admin cell = Admin.create(broker.asCell())) {
            for (Admin one : List.of(admin, cell)) {
                Set<String> names = one.listTopics(
                                new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true))
                        .names()
                        .get();
                one.describeTopics(names)
                        .allTopicNames()
                        .get()
                        .values()
                        .forEach(topic -> known.add(directoryOf(topic)));
            }
        }
        await(
                "no directory but those of " + known,
                () -> known.containsAll(directories()),
                () -> directories().toString());
    }

    private static String directoryOf(TopicDescription topic) {
        return new java.util.UUID(
                        topic.topicId().getMostSignificantBits(),
                        topic.topicId().getLeastSignificantBits())
                .toString();
    }

    private Set<String> directories() throws IOException {
        try (Stream<Path> found = Files.list(data.resolve("topics"))) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private List<String> keptRecords() {
        List<String> read = new ArrayList<>();
        readAll(tenant, Work.KEPT_PARTITION, record -> read.add(record.key()));
        return read;
    }

    private interface Reader {
        void read(ConsumerRecord<String, String> record);
    }

    private static void readAll(Map<String, Object> settings, TopicPartition partition, Reader reader) {
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader::read);
            }
        }
    }

    private void checkOffset() throws ExecutionException, InterruptedException {
        if (ledger.offsets().isEmpty()) {
            return;
        }
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(Work.GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(Work.KEPT_PARTITION);
        assertThat(committed).as("one of the offsets %s", ledger.offsets()).isNotNull();
        assertThat(ledger.offsets()).contains(committed.offset());
        ledger.committed(committed.offset());
    }

    /// The newest and the oldest: the rest has been looked at after earlier deaths.
    private void checkKeys() throws InterruptedException {
        List<Map.Entry<String, State>> all = new ArrayList<>(ledger.keys().entrySet());
        for (int number = 0; number < all.size(); number++) {
            if (number >= 2 && number < all.size() - 3) {
                continue;
            }
            String id = all.get(number).getKey();
            switch (all.get(number).getValue()) {
                case THERE -> assertThat(logsIn(id)).as("key %s, made", id).isTrue();
                case GONE -> assertThat(logsIn(id)).as("key %s, revoked", id).isFalse();
                case MAKING -> ledger.key(id, logsIn(id) ? State.THERE : State.GONE);
                case ENDING -> ledger.key(id, logsIn(id) ? State.THERE : State.GONE);
            }
        }
    }

    private boolean logsIn(String id) throws InterruptedException {
        try (Admin as = Admin.create(broker.asTenant(id, DesiredKeys.secretOf(id)))) {
            as.describeCluster().nodes().get();
            return true;
        } catch (ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(SaslAuthenticationException.class);
            return false;
        }
    }

    /// Every change that was acknowledged is told, and none twice.
    private void checkEvents() throws Exception {
        Set<String> expected = new TreeSet<>();
        ledger.topics().forEach((name, state) -> {
            expected.add("topic_created " + name);
            if (state == State.GONE) {
                expected.add("topic_deleted " + name);
            }
        });
        await("events " + expected, () -> new TreeSet<>(events()).containsAll(expected), () -> {
            Set<String> missing = new TreeSet<>(expected);
            missing.removeAll(events());
            return "without " + missing;
        });
    }

    private List<String> events() throws IOException {
        List<String> events = new ArrayList<>();
        List<JsonNode> told = new ArrayList<>();
        readAll(broker.asCell(), EVENTS, record -> {
            try {
                told.add(JSON.readTree(record.value()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        long last = -1;
        for (JsonNode event : told) {
            String kind = event.path("kind").asText();
            if (!kind.equals("key_passed")) {
                assertThat(event.path("version").asLong()).as("%s", event).isGreaterThan(last);
                last = event.path("version").asLong();
            }
            events.add(kind + " " + event.at("/state/topic").asText());
        }
        return events;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private interface Finding {
        String text() throws Exception;
    }

    private static void await(String what, Condition condition, Finding instead) throws Exception {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + BOUND + ": " + what + ", but " + instead.text());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
