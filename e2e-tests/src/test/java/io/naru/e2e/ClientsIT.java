package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.e2e.clients.KafkaClient;
import io.naru.e2e.clients.KafkaTools;
import io.naru.e2e.system.Await;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients that nobody here wrote do what they do with Kafka.
@ExtendWith(WholeSystem.class)
class ClientsIT {
    private static final int RECORDS = Scale.of(10_000, 100_000);

    private final Tenant.Cluster orders;
    private final ClusterKey key;

    ClientsIT(RunningNaru naru) {
        orders = Tenant.signsUp(naru, "Acme").createsCluster("orders");
        key = orders.createsKey("ClusterAdmin");
    }

    static List<Named<Supplier<KafkaClient>>> clients() {
        return GroupStory.clients();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void aGroupReadsEverythingInOrderPerKeyThoughItRebalancesInTheMiddle(Supplier<KafkaClient> wanted)
            throws Exception {
        KafkaClient client = wanted.get();
        String topic = "numbers-" + client.getClass().getSimpleName() + "-" + System.nanoTime();
        orders.createsTopic(topic, 6);

        GroupStory.tell(client, key, topic, RECORDS);
    }

    @Test
    void kafkasOwnToolsWork(@TempDir Path folder) {
        KafkaTools tools = new KafkaTools(key, folder);

        tools.run("kafka-topics", "--create", "--topic", "greetings", "--partitions", "3");
        assertThat(tools.run("kafka-topics", "--list").lines()).contains("greetings");
        assertThat(tools.run("kafka-topics", "--describe", "--topic", "greetings"))
                .contains("PartitionCount: 3");

        tools.run("kafka-configs", "--alter", "--topic", "greetings", "--add-config", "retention.ms=3600000");
        assertThat(tools.run("kafka-configs", "--describe", "--topic", "greetings"))
                .contains("retention.ms=3600000");

        tools.feed(
                "kafka-console-producer",
                "a:hello\nb:world\n",
                "--topic",
                "greetings",
                "--reader-property",
                "parse.key=true",
                "--reader-property",
                "key.separator=:");
        assertThat(tools.run(
                        "kafka-console-consumer",
                        "--topic",
                        "greetings",
                        "--group",
                        "readers",
                        "--from-beginning",
                        "--max-messages",
                        "2",
                        "--timeout-ms",
                        "30000"))
                .contains("hello", "world");
        assertThat(tools.run("kafka-get-offsets", "--topic", "greetings")
                        .lines()
                        .filter(line -> line.startsWith("greetings:"))
                        .mapToInt(line -> Integer.parseInt(
                                line.substring(line.lastIndexOf(':') + 1).strip()))
                        .sum())
                .isEqualTo(2);

        assertThat(tools.run("kafka-consumer-groups", "--list").lines()).contains("readers");
        assertThat(tools.run("kafka-consumer-groups", "--describe", "--group", "readers"))
                .contains("greetings");
        tools.run(
                "kafka-consumer-groups",
                "--reset-offsets",
                "--to-earliest",
                "--topic",
                "greetings",
                "--group",
                "readers",
                "--execute");
        tools.run("kafka-consumer-groups", "--delete", "--group", "readers");
        tools.run("kafka-topics", "--delete", "--topic", "greetings");
        Await.until(
                "the topic is gone",
                Duration.ofSeconds(20),
                () -> tools.run("kafka-topics", "--list").lines().noneMatch("greetings"::equals));
    }
}
