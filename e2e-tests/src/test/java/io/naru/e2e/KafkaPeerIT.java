package io.naru.e2e;

import io.naru.e2e.clients.KafkaClient;
import io.naru.e2e.system.Scale;
import io.naru.e2e.tenant.ClusterKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The clients' story told to a real Kafka (`-Dkafka.peer=HOST:PORT`, PLAINTEXT): when a story fails with Naru, this
/// says
/// whether the story is wrong.
@EnabledIfSystemProperty(named = "kafka.peer", matches = ".+")
class KafkaPeerIT {
    private final ClusterKey nobody = new ClusterKey(System.getProperty("kafka.peer"), "PLAINTEXT", "", "");

    static List<Named<Supplier<KafkaClient>>> clients() {
        return GroupStory.clients();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void theStoryHoldsWithKafkaItself(Supplier<KafkaClient> wanted) throws Exception {
        KafkaClient client = wanted.get();
        String topic = "numbers-" + System.nanoTime();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", nobody.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(6), Optional.empty())))
                    .all()
                    .get();
        }

        GroupStory.tell(client, nobody, topic, Scale.of(10_000, 100_000));
    }
}
