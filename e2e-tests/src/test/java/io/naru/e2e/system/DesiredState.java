package io.naru.e2e.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.tenant.ClusterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// The topic `__naru_desired` of a running Naru, read and written as the control plane does, on the system listener.
public final class DesiredState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TopicPartition TOPIC = new TopicPartition("__naru_desired", 0);

    private final ClusterKey cell;

    private DesiredState(ClusterKey cell) {
        this.cell = cell;
    }

    public static DesiredState of(RunningNaru naru) throws IOException {
        Map<String, String> environment = naru.environmentOf("control-plane");
        String secret = Files.readString(Path.of(environment.getOrDefault("NARU_CELL_SECRET_FILE", "")));
        return new DesiredState(new ClusterKey(
                environment.getOrDefault("NARU_CELL_BOOTSTRAP", ""), "SASL_PLAINTEXT", "cell", secret.strip()));
    }

    /// The newest record of a resource.
    public ObjectNode newest(String kind, String id) throws IOException {
        Map<String, byte[]> newest = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = JavaClient.consumer(cell, Map.of())) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            long end = consumer.endOffsets(List.of(TOPIC)).getOrDefault(TOPIC, 0L);
            while (consumer.position(TOPIC) < end) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
                    newest.put(new String(one.key(), StandardCharsets.UTF_8), one.value());
                }
            }
        }
        return (ObjectNode) JSON.readTree(newest.get(kind + "/" + id));
    }

    /// Publishes a record.
    ///
    /// @throws ExecutionException when the cell refuses it
    public void publish(ObjectNode envelope)
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        String key = envelope.path("kind").asText() + "/" + envelope.path("id").asText();
        try (KafkaProducer<byte[], byte[]> producer = JavaClient.producer(cell, Map.of())) {
            producer.send(new ProducerRecord<>(
                            TOPIC.topic(), key.getBytes(StandardCharsets.UTF_8), JSON.writeValueAsBytes(envelope)))
                    .get(20, TimeUnit.SECONDS);
        }
    }
}
