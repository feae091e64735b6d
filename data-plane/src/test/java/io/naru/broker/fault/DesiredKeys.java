package io.naru.broker.fault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Stands for the control plane: tells the broker of one logical cluster and of keys in it.
final class DesiredKeys implements AutoCloseable {
    static final String CLUSTER = "lkc-faults";
    private static final byte[] SALT = "sixteen bytes !!".getBytes(StandardCharsets.UTF_8);

    private final KafkaProducer<byte[], byte[]> producer;

    DesiredKeys(Map<String, Object> asCell) {
        this.producer = new KafkaProducer<>(asCell, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void makeCluster() throws ExecutionException, InterruptedException {
        publish(
                "lkc",
                CLUSTER,
                1,
                "\"organization_id\":\"org\",\"environment_id\":\"env-1\",\"name\":\"first\",\"status\":\"ACTIVE\"");
    }

    void makeKey(String id) throws ExecutionException, InterruptedException {
        publishKey(id, 1, "ACTIVE");
    }

    void revokeKey(String id) throws ExecutionException, InterruptedException {
        publishKey(id, 2, "REVOKED");
    }

    static String secretOf(String id) {
        return "secret of " + id;
    }

    private void publishKey(String id, int version, String status) throws ExecutionException, InterruptedException {
        Base64.Encoder base64 = Base64.getEncoder();
        publish(
                "api_key",
                id,
                version,
                "\"lkc\":\"%s\",\"principal\":\"sa-1\",\"role\":\"ClusterAdmin\",\"status\":\"%s\",\"verifiers\":[{\"algorithm\":\"SHA-256\",\"salt\":\"%s\",\"hash\":\"%s\"}]"
                        .formatted(CLUSTER, status, base64.encodeToString(SALT), base64.encodeToString(hash(id))));
    }

    private static byte[] hash(String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SALT);
            return digest.digest(secretOf(id).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(String kind, String id, int version, String state)
            throws ExecutionException, InterruptedException {
        String value = "{\"v\":1,\"kind\":\"%s\",\"id\":\"%s\",\"version\":%d,\"relay_epoch\":1,\"state\":{%s}}"
                .formatted(kind, id, version, state);
        producer.send(new ProducerRecord<>(
                        "__naru_desired",
                        (kind + "/" + id).getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ZERO);
    }
}
