package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.naru.e2e.system.Await;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Shell;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// What `./naru up` prints and writes can be used as it is. This Naru runs with TLS and with the test listener.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalNaruIT {
    private RunningNaru naru;

    @BeforeAll
    void start() {
        naru = RunningNaru.start("--tls", "--test-listener");
    }

    @AfterAll
    void stop() {
        naru.close();
    }

    @Test
    @Order(1)
    void theWrittenJavaConfigurationWorksAsItIs() throws Exception {
        Path file = naru.home().resolve("local.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Map<String, Object> settings = read(file);

        assertThat(settings).containsEntry("security.protocol", "SASL_SSL");
        producesAndConsumes(settings, "hello");
    }

    @Test
    @Order(2)
    void theWrittenLibrdkafkaConfigurationWorksAsItIs() {
        Shell.Outcome found = Shell.run(Map.of(), Duration.ofSeconds(10), List.of("sh", "-c", "command -v kcat"));
        assumeTrue(found.exitCode() == 0, "left out: there is no kcat");
        String settings = naru.home().resolve("librdkafka.properties").toString();

        Shell.Outcome outcome = Shell.run(
                Map.of(),
                Duration.ofSeconds(60),
                List.of(
                        "sh",
                        "-c",
                        "echo by-kcat | kcat -F %1$s -P -t hello && kcat -F %1$s -C -t hello -e".formatted(settings)));

        assertThat(outcome.said()).contains("by-kcat");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    @Order(3)
    void theTestListenerTakesAnybodyAndMakesTopicsByItself() throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", naru.testListener()));

        producesAndConsumes(settings, "made-by-itself");

        try (Admin admin = Admin.create(settings)) {
            assertThat(admin.describeTopics(List.of("made-by-itself"))
                            .allTopicNames()
                            .get()
                            .get("made-by-itself")
                            .partitions())
                    .hasSize(4);
        }
    }

    @Test
    @Order(4)
    void theLoginThatIsPrintedOpensTheConsole() throws Exception {
        JsonNode login =
                new ObjectMapper().readTree(naru.home().resolve("login.json").toFile());

        assertThat(naru.said())
                .contains(login.path("email").asText(), login.path("password").asText());
        assertThat(naru.localLogin(
                        login.path("email").asText(), login.path("password").asText()))
                .isEqualTo(200);
    }

    @Test
    @Order(5)
    void aSecondUpSaysThatItRunsAlready() {
        Shell.Outcome second = naru.command("up");

        assertThat(second.exitCode()).isZero();
        assertThat(second.said()).contains("running already", naru.console());
    }

    @Test
    @Order(6)
    void statusTellsEveryPart() throws Exception {
        JsonNode status =
                new ObjectMapper().readTree(naru.command("status", "--json").said());

        assertThat(status.path("phase").asText()).isEqualTo("running");
        assertThat(status.path("parts").findValuesAsText("name"))
                .containsExactly("postgres", "broker", "control-plane");
        assertThat(status.path("parts").findValuesAsText("state")).containsOnly("ready");
    }

    @Test
    @Order(7)
    void downLeavesNothingRunningAndKeepsTheData() throws Exception {
        List<ProcessHandle> parts = List.of(naru.part("postgres"), naru.part("broker"), naru.part("control-plane"));

        Shell.Outcome down = naru.command("down");

        assertThat(down.exitCode()).as(down.said()).isZero();
        for (ProcessHandle part : parts) {
            Await.until("process " + part.pid() + " is gone", Duration.ofSeconds(5), () -> !part.isAlive());
        }
        assertThat(naru.command("status").exitCode()).isEqualTo(3);
        naru.startAgain();
        producesAndConsumes(read(naru.home().resolve("local.properties")), "hello");
    }

    private static Map<String, Object> read(Path file) throws Exception {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(text);
        }
        Map<String, Object> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private static void producesAndConsumes(Map<String, Object> settings, String topic) throws Exception {
        String value = "at " + System.nanoTime();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
        Map<String, Object> reading = new HashMap<>(settings);
        reading.put("group.id", "readers-of-" + topic);
        reading.put("auto.offset.reset", "earliest");
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Await.until("the record comes back", Duration.ofSeconds(30), () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(one -> found.add(one.value()));
                return found.contains(value);
            });
        }
    }
}
