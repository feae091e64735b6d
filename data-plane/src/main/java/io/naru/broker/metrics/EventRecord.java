package io.naru.broker.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.naru.broker.controller.Change;
import io.naru.broker.controller.Event;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.systemtopic.Envelope;
import io.naru.broker.systemtopic.Envelope.StateWriter;
import io.naru.broker.tenancy.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record of `__naru_events`: key `lkc/kind/id`, version of the controller's journal. Only `key_passed` stands
/// outside
/// that order: its version is that of the key's record in desired state.
record EventRecord(byte[] key, byte[] value) {
    static final String KEY_PASSED = "key_passed";

    /// The record of a change; null for one that is nobody's business outside the cell.
    static @Nullable EventRecord of(Change change) {
        return switch (change.event()) {
            case Event.TopicCreated it -> created(change, it.topic());
            case Event.TopicDeleted it -> topic(change, "topic_deleted", it.cluster(), it.name(), it.id(), json -> {});
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

    /// Changes were lost to the topic: whoever follows it reads the present state instead.
    static EventRecord missed(long afterVersion, long oldestKept) {
        return of(Principal.SYSTEM_CLUSTER, "changes_missed", "cell", oldestKept - 1, json -> {
            json.writeNumberField("after_version", afterVersion);
            json.writeNumberField("oldest_kept", oldestKept);
        });
    }

    private static @Nullable EventRecord created(Change change, TopicImage topic) {
        return topic(change, "topic_created", topic.cluster(), topic.name(), topic.id(), json -> {
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
