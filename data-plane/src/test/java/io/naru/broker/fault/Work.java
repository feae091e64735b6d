package io.naru.broker.fault;

import io.naru.broker.fault.Ledger.State;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// A tenant at work, with the control plane beside it, until the broker dies: a bit of everything again and again.
final class Work {
    static final String FIRST_KEY = "KEYOFALLTHEOTHERS";
    static final String KEPT = "kept";
    static final String GROUP = "readers";
    static final TopicPartition KEPT_PARTITION = new TopicPartition(KEPT, 0);
    private static final String LARGE = "x".repeat(300_000);
    private static final int RECORDS_A_ROUND = 2;
    private static final int RECORDS_MORE_THAN_A_SEGMENT = 5;

    private final Ledger ledger;
    private final Admin admin;
    private final KafkaProducer<String, String> producer;
    private final DesiredKeys desired;
    private final AtomicReference<@Nullable Throwable> defect = new AtomicReference<>();
    private final Thread thread;

    private Work(FaultyBrokerProcess broker, Ledger ledger) {
        this.ledger = ledger;
        Map<String, Object> tenant = broker.asTenant(FIRST_KEY, DesiredKeys.secretOf(FIRST_KEY));
        this.admin = Admin.create(tenant);
        this.producer = new KafkaProducer<>(tenant, new StringSerializer(), new StringSerializer());
        this.desired = new DesiredKeys(broker.asCell());
        this.thread = Thread.ofPlatform().name("work").unstarted(this::work);
    }

    /// Makes what the work needs, once in a broker's life.
    static void prepare(FaultyBrokerProcess broker) throws ExecutionException, InterruptedException {
        try (DesiredKeys desired = new DesiredKeys(broker.asCell())) {
            desired.makeCluster();
            desired.makeKey(FIRST_KEY);
        }
        try (Admin admin = Admin.create(broker.asTenant(FIRST_KEY, DesiredKeys.secretOf(FIRST_KEY)))) {
            admin.createTopics(List.of(topic(KEPT, 1))).all().get();
        }
    }

    static Work start(FaultyBrokerProcess broker, Ledger ledger) {
        Work work = new Work(broker, ledger);
        work.thread.start();
        return work;
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round(ledger.nextNumber());
            }
        } catch (InterruptedException | InterruptException stopped) {
            // The broker is dead; what was under way is in doubt.
            return;
        } catch (ExecutionException | RuntimeException e) {
            defect.set(e);
        }
    }

    private void round(int number) throws ExecutionException, InterruptedException {
        String name = "topic-" + number;
        ledger.topic(name, State.MAKING);
        admin.createTopics(List.of(topic(name, 2))).all().get();
        ledger.topic(name, State.THERE);

        for (int record = 0; record < RECORDS_A_ROUND; record++) {
            String text = number + "." + record;
            ledger.sending(text);
            producer.send(new ProducerRecord<>(KEPT, 0, text, LARGE)).get();
            ledger.acknowledged(text);
        }
        long offset = ledger.recordsAcknowledged();
        ledger.committing(offset);
        admin.alterConsumerGroupOffsets(GROUP, Map.of(KEPT_PARTITION, new OffsetAndMetadata(offset)))
                .all()
                .get();
        ledger.committed(offset);

        String key = "KEY%013d".formatted(number);
        ledger.key(key, State.MAKING);
        desired.makeKey(key);
        ledger.key(key, State.THERE);
        if (number % 2 == 0) {
            ledger.key(key, State.ENDING);
            desired.revokeKey(key);
            ledger.key(key, State.GONE);
        }

        for (int record = 0; record < RECORDS_MORE_THAN_A_SEGMENT; record++) {
            producer.send(new ProducerRecord<>(name, 0, "k", LARGE)).get();
        }
        admin.deleteRecords(
                        Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(RECORDS_MORE_THAN_A_SEGMENT)))
                .all()
                .get();
        if (number % 3 != 0) {
            ledger.topic(name, State.ENDING);
            admin.deleteTopics(Collections.singleton(name)).all().get();
            ledger.topic(name, State.GONE);
        }
    }

    static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, partitions, (short) 1).configs(Map.of("segment.bytes", "1048576"));
    }

    /// Ends the work of a dead broker.
    ///
    /// @throws AssertionError if the broker refused something before it died
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        desired.close();
        Throwable found = defect.get();
        if (found != null) {
            throw new AssertionError("the broker refused its tenant", found);
        }
    }
}
