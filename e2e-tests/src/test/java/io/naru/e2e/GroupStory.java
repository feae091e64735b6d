package io.naru.e2e;

import io.naru.e2e.clients.ClientProgram;
import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.clients.KafkaClient;
import io.naru.e2e.clients.Received;
import io.naru.e2e.system.Await;
import io.naru.e2e.tenant.ClusterKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;

/// Three members read while records arrive; in the middle one leaves and another joins. At the end everything is there.
final class GroupStory {
    private GroupStory() {}

    static List<Named<Supplier<KafkaClient>>> clients() {
        return List.of(
                Named.of("Java", JavaClient::new),
                Named.of("confluent-kafka (librdkafka)", ClientProgram::confluentKafka),
                Named.of("kafka-python", ClientProgram::kafkaPython),
                Named.of("kafkajs", ClientProgram::kafkajs),
                Named.of("franz-go", ClientProgram::franzGo));
    }

    static void tell(KafkaClient client, ClusterKey key, String topic, int records) {
        Received received = new Received();
        Deque<KafkaClient.Member> members = new ArrayDeque<>();
        try {
            for (int member = 0; member < 3; member++) {
                members.add(client.join(key, topic, topic + "-readers", received));
            }
            client.produce(key, topic, 0, records / 2);
            Await.until("a quarter was received", Duration.ofSeconds(120), () -> received.distinct() >= records / 4);
            members.remove().close();
            members.add(client.join(key, topic, topic + "-readers", received));
            client.produce(key, topic, records / 2, records);
            Await.until(
                    "all " + records + " were received", Duration.ofMinutes(5), () -> received.distinct() == records);
        } finally {
            while (!members.isEmpty()) {
                members.remove().close();
            }
        }
        received.mustBeComplete(records);
    }
}
