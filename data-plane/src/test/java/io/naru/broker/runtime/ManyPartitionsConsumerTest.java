package io.naru.broker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The official Java consumer with many partitions: what it costs when nothing happens, and that it misses nothing.
@Timeout(120)
class ManyPartitionsConsumerTest {
    private static final int PARTITIONS = 300;
    private static final int MOST_BYTES_OF_AN_IDLE_ANSWER = 100;

    @TempDir
    private Path directory;

    private RunningBroker broker;
    private KafkaConsumer<byte[], byte[]> consumer;

    @BeforeEach
    void aConsumerOfManyPartitions() throws Exception {
        broker = RunningBroker.start(directory);
        try (Admin admin = Admin.create(broker.client(Map.of()))) {
            NewTopic topic = new NewTopic("orders", PARTITIONS, (short) 1);
            admin.createTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
        }
        consumer = new KafkaConsumer<>(
                broker.client(Map.of("fetch.max.wait.ms", "50", "auto.offset.reset", "earliest")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition("orders", partition))
                .toList());
        pollUntilFetched(5);
    }

    @AfterEach
    void closes() {
        consumer.close();
        broker.close();
    }

    @Test
    void isToldAlmostNothingWhileNothingHappens() {
        double fetchesBefore = metric("fetch-total");
        double bytesBefore = metric("incoming-byte-total");

        pollUntilFetched(20);

        double fetches = metric("fetch-total") - fetchesBefore;
        assertThat((metric("incoming-byte-total") - bytesBefore) / fetches).isLessThan(MOST_BYTES_OF_AN_IDLE_ANSWER);
    }

    @Test
    void hearsOfEveryRecordWhereverItIsWritten() {
        List<String> heard = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker.client(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 20; i++) {
                    int partition = (round + 17 * i) % PARTITIONS;
                    String value = round + "-" + i;
                    producer.send(
                            new ProducerRecord<>("orders", partition, null, value.getBytes(StandardCharsets.UTF_8)));
                    sent.add(value);
                }
                producer.flush();
                while (heard.size() < sent.size()) {
                    consumer.poll(Duration.ofMillis(100))
                            .forEach(each -> heard.add(new String(each.value(), StandardCharsets.UTF_8)));
                }
            }
        }

        assertThat(heard).containsExactlyInAnyOrderElementsOf(sent);
    }

    private void pollUntilFetched(int times) {
        double until = metric("fetch-total") + times;
        while (metric("fetch-total") < until) {
            consumer.poll(Duration.ofMillis(50));
        }
    }

    private double metric(String name) {
        return consumer.metrics().values().stream()
                .filter(each -> each.metricName().name().equals(name)
                        && each.metricName().tags().size() == 1)
                .mapToDouble(each -> (double) each.metricValue())
                .sum();
    }
}
