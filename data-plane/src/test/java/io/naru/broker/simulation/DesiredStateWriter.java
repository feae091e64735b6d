package io.naru.broker.simulation;

import io.naru.broker.controller.SystemTopics;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.record.BatchBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Stands for the control plane: makes the logical cluster, then keys in it.
final class DesiredStateWriter implements Workload.Actor {
    private static final int MOST_KEYS = 20;
    private static final int VERSION = 12;

    private final Workload workload;
    private int written;
    private boolean underWay;

    DesiredStateWriter(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void abandoned() {
        underWay = false;
    }

    @Override
    public void act() {
        if (underWay || written > MOST_KEYS) {
            return;
        }
        underWay = true;
        if (written == 0) {
            write(
                    "lkc",
                    Workload.CLUSTER,
                    "\"organization_id\":\"org\",\"environment_id\":\"env-1\",\"name\":\"first\",\"status\":\"ACTIVE\"",
                    () -> {});
        } else {
            String id = "KEY%013d".formatted(written);
            String secret = "secret-" + written;
            write("api_key", id, keyState(secret), () -> workload.promises().keyGiven(id, secret));
        }
    }

    private static String keyState(String secret) {
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(secret.getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getEncoder();
            return "\"lkc\":\"" + Workload.CLUSTER
                    + "\",\"principal\":\"sa-1\",\"role\":\"ClusterAdmin\",\"status\":\"ACTIVE\",\"verifiers\":[{"
                    + "\"algorithm\":\"SHA-256\",\"salt\":\"" + base64.encodeToString(salt) + "\",\"hash\":\""
                    + base64.encodeToString(hash) + "\"}]";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String kind, String id, String state, Runnable acknowledged) {
        String value = "{\"v\":1,\"kind\":\"" + kind + "\",\"id\":\"" + id
                + "\",\"version\":1,\"relay_epoch\":1,\"state\":{" + state + "}}";
        BatchBuilder batch = new BatchBuilder()
                .add(
                        workload.nowMs(),
                        (kind + "/" + id).getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8));
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData topic = new TopicProduceData().setName(SystemTopics.DESIRED);
        topic.partitionData().add(new PartitionProduceData().setIndex(0).setRecords(WireRecords.of(batch.build())));
        request.topicData().add(topic);
        workload.sendAsCell(request, VERSION, answer -> answered(acknowledged, answer), this::abandoned);
    }

    private void answered(Runnable acknowledged, ApiMessage answer) {
        underWay = false;
        ProduceResponseData response = (ProduceResponseData) answer;
        Errors error = Errors.forCode(response.responses()
                .iterator()
                .next()
                .partitionResponses()
                .getFirst()
                .errorCode());
        switch (error) {
            case NONE -> {
                acknowledged.run();
                written++;
            }
            case NOT_LEADER_OR_FOLLOWER, REQUEST_TIMED_OUT -> {}
            default -> throw new AssertionError("desired state: " + error);
        }
    }
}
