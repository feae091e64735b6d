package io.naru.broker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a broker says of groups that are behind.
@Timeout(120)
class LagOfABrokerTest {
    private static final Pattern BILLING = Pattern.compile(
            "\\{\"lkc\":\"lkc-test\",\"group\":\"billing\",\"members\":0,\"messages\":(\\d+),\"lag_ms\":(\\d+),\"stuck_ms\":0}");
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private Path directory;

    @Test
    void tellsHowManyRecordsAreUnreadAndSinceWhen() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            produceAndCommit(broker);

            Matcher told = awaitTold();

            assertThat(told.group(1)).isEqualTo("3");
            assertThat(Long.parseLong(told.group(2))).isBetween(HOUR_MS, HOUR_MS + 120_000);
        }
    }

    /// Partition 0 is an hour and three records behind, partition 1 is read.
    private static void produceAndCommit(RunningBroker broker) throws Exception {
        try (Admin admin = Admin.create(broker.client(Map.of()))) {
            admin.createTopics(List.of(new NewTopic("orders", 2, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
        long now = System.currentTimeMillis();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(broker.client(Map.of()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", 0, now - 2 * HOUR_MS, null, "read"))
                    .get();
            producer.send(new ProducerRecord<>("orders", 0, now - HOUR_MS, null, "first unread"))
                    .get();
            producer.send(new ProducerRecord<>("orders", 0, now, null, "unread"))
                    .get();
            producer.send(new ProducerRecord<>("orders", 0, now, null, "unread"))
                    .get();
            producer.send(new ProducerRecord<>("orders", 1, now, null, "read")).get();
        }
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                broker.client(Map.of("group.id", "billing")), new StringDeserializer(), new StringDeserializer())) {
            consumer.commitSync(Map.of(
                    new TopicPartition("orders", 0), new OffsetAndMetadata(1),
                    new TopicPartition("orders", 1), new OffsetAndMetadata(1)));
        }
    }

    /// Looks into the logs, where the cell's own topic lies uncompressed.
    private Matcher awaitTold() throws IOException {
        while (true) {
            try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
                for (Path log :
                        files.filter(file -> file.toString().endsWith(".log")).toList()) {
                    Matcher matcher = BILLING.matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
                    if (matcher.find()) {
                        return matcher;
                    }
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
