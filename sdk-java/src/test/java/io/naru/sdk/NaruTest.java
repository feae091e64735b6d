package io.naru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NaruTest {
    private static final ApiKey KEY = new ApiKey("K7Q2M9ZX4B6T1W8R", "a-secret");

    @TempDir
    Path folder;

    @Test
    void readsTheConfigurationOfALocalCluster() throws Exception {
        Path file = Files.writeString(folder.resolve("local.properties"), """
                bootstrap.servers=127.0.0.1:9092
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=%s
                """.formatted(KEY.loginLine()));

        Naru naru = Naru.fromProperties(file);

        assertThat(naru.settings())
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("security.protocol", "SASL_PLAINTEXT");
        assertThat(ApiKey.fromLoginLine(naru.settings().getOrDefault("sasl.jaas.config", "")))
                .isEqualTo(KEY);
    }

    @Test
    void namesWhatAConfigurationLacks() throws Exception {
        Path file = Files.writeString(folder.resolve("local.properties"), "bootstrap.servers=127.0.0.1:9092\n");

        assertThatThrownBy(() -> Naru.fromProperties(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("has no security.protocol");
    }

    @Test
    void givesOutOfficialClientsThatNeedNoFurtherSetting() {
        Naru naru = Naru.connect("127.0.0.1:9092", KEY);

        try (KafkaProducer<String, String> producer =
                        naru.producer(new StringSerializer(), new StringSerializer(), Map.of());
                KafkaConsumer<String, String> consumer =
                        naru.consumer("billing", new StringDeserializer(), new StringDeserializer(), Map.of())) {
            assertThat(producer.metrics()).isNotEmpty();
            assertThat(consumer.groupMetadata().groupId()).isEqualTo("billing");
        }
    }

    @Test
    void keepsTheSecretOutOfLogs() {
        assertThat(KEY).hasToString("ApiKey[K7Q2M9ZX4B6T1W8R]");
    }

    @Test
    void refusesAKeyThatCannotBeOne() {
        assertThatThrownBy(() -> new ApiKey("short", "x")).hasMessageContaining("16 characters");
    }
}
