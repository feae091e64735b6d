package io.naru.broker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.disk.RealDisk;
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
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The official consumer reads a history that is on the disk only, over real sockets.
@Timeout(120)
class ColdConsumerTest {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 3_000;

    @TempDir
    private Path directory;

    @Test
    void noEventLoopReadsTheDisk() throws Exception {
        List<String> written;
        try (RunningBroker broker = RunningBroker.start(directory)) {
            written = write(broker);
        }
        ForgetfulDisk disk = new ForgetfulDisk(new RealDisk(directory.resolve("data")));
        try (RunningBroker broker = RunningBroker.start(directory, disk)) {
            assertThat(read(broker)).containsExactlyInAnyOrderElementsOf(written);
        }
        assertThat(disk.readers())
                .anyMatch(thread -> thread.startsWith("naru-cold-reads"))
                .noneMatch(thread -> thread.startsWith("naru-network"));
    }

    private static List<String> write(RunningBroker broker) throws Exception {
        try (Admin admin = Admin.create(broker.client(Map.of()))) {
            NewTopic topic = new NewTopic("orders", PARTITIONS, (short) 1);
            admin.createTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
        }
        List<String> written = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(broker.client(Map.of()), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                String value = i + "-" + "x".repeat(i % 500);
                producer.send(new ProducerRecord<>("orders", i % PARTITIONS, null, value));
                written.add(value);
            }
        }
        return written;
    }

    private static List<String> read(RunningBroker broker) {
        List<String> read = new ArrayList<>();
        Map<String, Object> settings =
                broker.client(Map.of("auto.offset.reset", "earliest", "max.partition.fetch.bytes", "20000"));
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition("orders", partition))
                    .toList());
            while (read.size() < RECORDS) {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> read.add(each.value()));
            }
        }
        return read;
    }
}
