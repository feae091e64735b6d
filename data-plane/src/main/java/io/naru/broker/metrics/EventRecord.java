package io.naru.broker.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.naru.broker.controller.Change;
import io.naru.broker.controller.Event;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.systemtopic.Envelope;
import io.naru.broker.systemtopic.Envelope.StateWriter;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.desired.TopicWish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record of `__naru_events`: key `lkc/kind/id`, version of the controller's journal. Only `key_passed` and
/// `topic_wish_refused` stand outside that order: their version is that of a record in desired state.
record EventRecord(byte[] key, byte[] value) {
    private static final String KEY_PASSED = "key_passed";
    private static final String WISH_REFUSED = "topic_wish_refused";

    /// The kinds whose version is not the controller's.
    static final Set<String> OUTSIDE_THE_ORDER = Set.of(KEY_PASSED, WISH_REFUSED);

    /// The record of a change; null for one that is nobody's business outside the cell.
    static @Nullable EventRecord of(Change change) {
        return switch (change.event()) {
            case Event.TopicCreated it -> topic(change, "topic_created", it.topic());
            case Event.TopicDeleted it -> topic(change, "topic_deleted", it.cluster(), it.name(), it.id(), json -> {});
            case Event.TopicBinned it ->
                topic(change, "topic_binned", it.cluster(), it.name(), it.id(), json -> {
                    json.writeNumberField("until_ms", it.untilMs());
                });
            case Event.TopicRestored it -> topic(change, "topic_restored", it.topic());
            case Event.TopicConfigsChanged it ->
                topic(change, "topic_configs_changed", it.cluster(), it.name(), it.id(), json -> {
                    writeConfigs(json, it.configs());
                });
            case Event.PartitionsAdded it ->
                topic(change, "partitions_added", it.cluster(), it.name(), it.id(), json -> {
                    json.writeNumberField("partitions", it.total());
                });
            case Event.ClusterPurged it ->
                of(it.cluster(), "lkc_purged", it.cluster(), change.version(), json -> {
                    json.writeStringField("lkc", it.cluster());
                    json.writeNumberField("at_ms", change.atMs());
                });
            case Event.BrokerRegistered _,
                    Event.ProducerIdsAllocated _,
                    Event.ClusterActivated _,
                    Event.ClusterDeletionRequested _,
                    Event.ClusterPurgeStarted _,
                    Event.FeatureLevelRaised _ -> null;
        };
    }

    static EventRecord passed(String keyId, long version, int brokerId, long atMs) {
        return of(Principal.SYSTEM_CLUSTER, KEY_PASSED, keyId, version, json -> {
            json.writeStringField("key_id", keyId);
            json.writeNumberField("version", version);
            json.writeNumberField("broker_id", brokerId);
            json.writeNumberField("at_ms", atMs);
        });
    }

    /// A wish of desired state for a topic in the bin came to nothing.
    static EventRecord refused(TopicWish wish, String reason, String sentence, int brokerId, long atMs) {
        String topicId = TopicIdText.of(wish.topic());
        return of(wish.cluster(), WISH_REFUSED, topicId, wish.version(), json -> {
            json.writeStringField("lkc", wish.cluster());
            json.writeStringField("topic_id", topicId);
            json.writeNumberField("version", wish.version());
            json.writeStringField("reason", reason);
            json.writeStringField("sentence", sentence);
            json.writeNumberField("broker_id", brokerId);
            json.writeNumberField("at_ms", atMs);
        });
    }

    /// Changes were lost to the topic: whoever follows it reads the present state instead.
    static EventRecord missed(long afterVersion, long oldestKept) {
        return of(Principal.SYSTEM_CLUSTER, "changes_missed", "cell", oldestKept - 1, json -> {
            json.writeNumberField("after_version", afterVersion);
            json.writeNumberField("oldest_kept", oldestKept);
        });
    }

    private static @Nullable EventRecord topic(Change change, String kind, TopicImage topic) {
        return topic(change, kind, topic.cluster(), topic.name(), topic.id(), json -> {
            json.writeNumberField("partitions", topic.partitionCount());
            json.writeNumberField("replication_factor", topic.replicationFactor());
            writeConfigs(json, topic.configs());
        });
    }

    private static @Nullable EventRecord topic(
            Change change, String kind, String cluster, String name, UUID id, StateWriter rest) {
        if (cluster.equals(Principal.SYSTEM_CLUSTER)) {
            return null;
        }
        String topicId = TopicIdText.of(id);
        return of(cluster, kind, topicId, change.version(), json -> {
            json.writeStringField("lkc", cluster);
            json.writeStringField("topic", name);
            json.writeStringField("topic_id", topicId);
            rest.writeMembers(json);
            json.writeStringField("principal", change.principal());
            json.writeNumberField("at_ms", change.atMs());
        });
    }

    private static void writeConfigs(JsonGenerator json, Map<String, String> configs) throws IOException {
        json.writeObjectFieldStart("configs");
        for (Map.Entry<String, String> config : configs.entrySet()) {
            json.writeStringField(config.getKey(), config.getValue());
        }
        json.writeEndObject();
    }

    private static EventRecord of(String cluster, String kind, String id, long version, StateWriter state) {
        byte[] key = (cluster + "/" + kind + "/" + id).getBytes(StandardCharsets.UTF_8);
        return new EventRecord(key, Envelope.write(kind, id, version, state));
    }
}
