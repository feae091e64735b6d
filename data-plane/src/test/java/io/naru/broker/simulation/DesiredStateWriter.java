package io.naru.broker.simulation;

import io.naru.broker.controller.SystemTopics;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.record.BatchBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// Stands for the control plane: makes the logical cluster, then keys in it, revokes some, and publishes again what a
/// loss of the topic took away.
final class DesiredStateWriter implements Workload.Actor {
    private static final int MOST_KEYS = 24;
    private static final int KEYS_A_REVOCATION = 4;
    static final int PRODUCE_VERSION = 12;

    private final Workload workload;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Deque<String> unpublished = new ArrayDeque<>();
    private boolean clusterPublished;
    private boolean underWay;
    private @Nullable Passing passing;

    private record Key(String id, String secret, boolean revoked) {
        int version() {
            return revoked ? 2 : 1;
        }
    }

    /// A revocation that was acknowledged and has not yet passed.
    ///
    /// @param before the keys that stood in the topic before it
    private record Passing(String id, List<String> before, long nextEvent) {}

    DesiredStateWriter(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void abandoned() {
        underWay = false;
    }

    /// What was not saved may be lost with the topic; so may a revocation that had not passed.
    void topicLost() {
        clusterPublished = false;
        passing = null;
        unpublished.clear();
        unpublished.addAll(keys.keySet());
    }

    @Override
    public void act() {
        if (underWay) {
            return;
        }
        if (!clusterPublished) {
            write(
                    "lkc",
                    Workload.CLUSTER,
                    1,
                    "\"organization_id\":\"org\",\"environment_id\":\"env-1\",\"name\":\"first\",\"status\":\"ACTIVE\"",
                    () -> clusterPublished = true);
        } else if (!unpublished.isEmpty()) {
            publish(keys.get(unpublished.getFirst()), unpublished::removeFirst);
        } else if (passing != null) {
            lookForPassing(passing);
        } else if (!keys.isEmpty() && workload.random().nextInt(KEYS_A_REVOCATION) == 0) {
            revokeOne();
        } else if (keys.size() < MOST_KEYS) {
            int number = keys.size() + 1;
            Key key = new Key("KEY%013d".formatted(number), "secret-" + number, false);
            publish(key, () -> keys.put(key.id(), key));
        }
    }

    private void publish(Key key, Runnable then) {
        Promises.LogIn expected = key.revoked() ? Promises.LogIn.REFUSED : Promises.LogIn.ACCEPTED;
        write("api_key", key.id(), key.version(), keyState(key), () -> {
            Promises.Key known = workload.promises().keys().get(key.id());
            if (known == null || !known.saved() || known.expected() != expected) {
                workload.promises().keyIs(key.id(), key.secret(), expected);
            }
            then.run();
        });
    }

    private void revokeOne() {
        List<Key> active = keys.values().stream().filter(key -> !key.revoked()).toList();
        if (active.isEmpty()) {
            return;
        }
        Key chosen = active.get(workload.random().nextInt(active.size()));
        Key revoked = new Key(chosen.id(), chosen.secret(), true);
        keys.put(revoked.id(), revoked);
        workload.promises().keyIs(revoked.id(), revoked.secret(), Promises.LogIn.EITHER);
        unpublished.add(revoked.id());
        List<String> before = List.copyOf(keys.keySet());
        publish(revoked, () -> {
            unpublished.remove(revoked.id());
            passing = new Passing(revoked.id(), before, 0);
        });
    }

    /// `key_passed` says that the broker will know of the revocation, and of all before it, whatever happens to the
    /// topic.
    private void lookForPassing(Passing sought) {
        underWay = true;
        workload.sendAsCell(
                Workload.fetch(SystemTopics.EVENTS, 0, sought.nextEvent()),
                Workload.FETCH_VERSION,
                answer -> eventsCame(sought, (FetchResponseData) answer),
                this::abandoned);
    }

    private void eventsCame(Passing sought, FetchResponseData response) {
        underWay = false;
        var data = response.responses().getFirst().partitions().getFirst();
        if (data.errorCode() != Errors.NONE.code()) {
            return;
        }
        FetchedRecords fetched = FetchedRecords.of(data);
        boolean passed = fetched.records().values().stream()
                .anyMatch(event -> event.value().contains("\"key_passed\"")
                        && event.value().contains(sought.id()));
        if (passed) {
            sought.before().forEach(workload.promises()::keySaved);
            passing = null;
        } else if (fetched.next() >= 0) {
            passing = new Passing(sought.id(), sought.before(), fetched.next());
        }
    }

    private static String keyState(Key key) {
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(key.secret().getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getEncoder();
            return "\"lkc\":\"" + Workload.CLUSTER
                    + "\",\"principal\":\"sa-1\",\"role\":\"ClusterAdmin\",\"status\":\""
                    + (key.revoked() ? "REVOKED" : "ACTIVE") + "\",\"verifiers\":[{"
                    + "\"algorithm\":\"SHA-256\",\"salt\":\"" + base64.encodeToString(salt) + "\",\"hash\":\""
                    + base64.encodeToString(hash) + "\"}]";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String kind, String id, int version, String state, Runnable acknowledged) {
        underWay = true;
        workload.sendAsCell(
                record(workload.nowMs(), kind, id, version, state),
                PRODUCE_VERSION,
                answer -> answered(acknowledged, answer),
                this::abandoned);
    }

    /// A record of desired state on its way.
    static ProduceRequestData record(long nowMs, String kind, String id, long version, String state) {
        String value = "{\"v\":1,\"kind\":\"" + kind + "\",\"id\":\"" + id + "\",\"version\":" + version
                + ",\"relay_epoch\":1,\"state\":{" + state + "}}";
        BatchBuilder batch = new BatchBuilder()
                .add(nowMs, (kind + "/" + id).getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData topic = new TopicProduceData().setName(SystemTopics.DESIRED);
        topic.partitionData().add(new PartitionProduceData().setIndex(0).setRecords(WireRecords.of(batch.build())));
        request.topicData().add(topic);
        return request;
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
            case NONE -> acknowledged.run();
            case NOT_LEADER_OR_FOLLOWER, REQUEST_TIMED_OUT, KAFKA_STORAGE_ERROR -> {}
            default -> throw new AssertionError("desired state: " + error);
        }
    }
}
