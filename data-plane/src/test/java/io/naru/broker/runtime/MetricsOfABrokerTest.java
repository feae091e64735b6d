package io.naru.broker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a broker that was used answers at `/metrics`, and the page that explains it.
@Timeout(120)
class MetricsOfABrokerTest {
    private static final Path PAGE = Path.of("../docs/how-to/watch-a-broker.md");
    private static final Pattern DESCRIBED = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(naru_[a-z_]+)` \\| (\\w+) \\|");
    private static final int RECORDS = 7;

    @TempDir
    private Path directory;

    private RunningBroker broker;
    private KafkaConsumer<String, String> consumer;

    @BeforeEach
    void aBrokerThatServesAConsumer() throws Exception {
        broker = RunningBroker.start(directory);
        try (Admin admin = Admin.create(broker.client(Map.of()))) {
            NewTopic topic = new NewTopic("orders", 3, (short) 1);
            admin.createTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(broker.client(Map.of()), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>("orders", 0, null, "value"));
            }
        }
        consumer = new KafkaConsumer<>(
                broker.client(Map.of("auto.offset.reset", "earliest")),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(new TopicPartition("orders", 0), new TopicPartition("orders", 1)));
        int read = 0;
        while (read < RECORDS) {
            read += consumer.poll(Duration.ofMillis(100)).count();
        }
    }

    @AfterEach
    void closes() {
        consumer.close();
        broker.close();
    }

    @Test
    void thePageExplainsEveryMetricAndNoOther() throws Exception {
        assertThat(all(ROW, Files.readString(PAGE))).isEqualTo(all(DESCRIBED, broker.metrics()));
    }

    @Test
    void countsWhatTheClientsDid() throws Exception {
        String metrics = broker.metrics();

        assertThat(metrics)
                .contains("\nnaru_records_in_total " + RECORDS + "\n")
                .contains("\nnaru_records_out_total " + RECORDS + "\n")
                .contains("\nnaru_fetch_sessions 1\n")
                .contains("\nnaru_fetch_session_partitions 2\n")
                .contains("\nnaru_partitions{state=\"offline\"} 0\n")
                .containsPattern("\nnaru_partitions\\{state=\"online\"} [1-9]")
                .containsPattern("\nnaru_connections\\{listener=\"test\"} [1-9]")
                .contains("\nnaru_connections{listener=\"client\"} 0\n");
    }

    private static Map<String, String> all(Pattern pattern, String text) {
        Map<String, String> kindByName = new TreeMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            kindByName.put(matcher.group(1), matcher.group(2));
        }
        return kindByName;
    }
}
