package io.naru.broker.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.naru.broker.metrics.KeyLedger.KeyUse;
import io.naru.broker.metrics.KeyLedger.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What one record of `__naru_metrics` says.
final class UsageReport {
    private final List<ClusterRow> clusters = new ArrayList<>();
    private final List<KeyRow> keys = new ArrayList<>();
    private int rows;

    /// A cluster's counters and those of its topics that moved.
    ///
    /// @param values bytes in, bytes out, messages in, messages out, requests, connections, storage bytes, those of
    ///     them that are in the bin
    record ClusterRow(String lkc, long[] values, Published published, List<TopicRow> topics, List<BinRow> bin) {
        ClusterRow withTopics(List<TopicRow> fewer) {
            return new ClusterRow(lkc, values, published, fewer, bin);
        }
    }

    /// What a deleted topic takes while it can be restored.
    record BinRow(String id, long bytes) {}

    /// A topic's counters.
    ///
    /// @param values bytes in, bytes out, messages in, storage bytes
    record TopicRow(String name, String id, long[] values, Published published) {}

    /// A key's use.
    ///
    /// @param values last use, refusals, last refusal
    record KeyRow(String id, long[] values, KeyUse use) {}

    int rows() {
        return rows;
    }

    void add(ClusterRow row) {
        clusters.add(row);
        rows += 1 + row.topics().size();
    }

    void add(KeyRow row) {
        keys.add(row);
        rows++;
    }

    /// The record is in the topic: what it says needs not be said again.
    void committed() {
        for (ClusterRow cluster : clusters) {
            cluster.published().are(cluster.values());
            cluster.topics().forEach(topic -> topic.published().are(topic.values()));
        }
        keys.forEach(key -> key.use().published.are(key.values()));
    }

    void writeMembers(JsonGenerator json, long incarnation, long atMs) throws IOException {
        json.writeNumberField("incarnation", incarnation);
        json.writeNumberField("at_ms", atMs);
        json.writeArrayFieldStart("clusters");
        for (ClusterRow cluster : clusters) {
            write(json, cluster);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("keys");
        for (KeyRow key : keys) {
            write(json, key);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, ClusterRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("lkc", row.lkc());
        json.writeNumberField("bytes_in", row.values()[0]);
        json.writeNumberField("bytes_out", row.values()[1]);
        json.writeNumberField("messages_in", row.values()[2]);
        json.writeNumberField("messages_out", row.values()[3]);
        json.writeNumberField("requests", row.values()[4]);
        json.writeNumberField("connections", row.values()[5]);
        json.writeNumberField("storage_bytes", row.values()[6]);
        json.writeNumberField("bin_bytes", row.values()[7]);
        json.writeArrayFieldStart("bin");
        for (BinRow topic : row.bin()) {
            json.writeStartObject();
            json.writeStringField("topic_id", topic.id());
            json.writeNumberField("storage_bytes", topic.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("topics");
        for (TopicRow topic : row.topics()) {
            json.writeStartObject();
            json.writeStringField("topic", topic.name());
            json.writeStringField("topic_id", topic.id());
            json.writeNumberField("bytes_in", topic.values()[0]);
            json.writeNumberField("bytes_out", topic.values()[1]);
            json.writeNumberField("messages_in", topic.values()[2]);
            json.writeNumberField("storage_bytes", topic.values()[3]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, KeyRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("key_id", row.id());
        if (row.values()[0] > 0) {
            json.writeNumberField("last_used_ms", row.values()[0]);
        }
        json.writeNumberField("refused", row.values()[1]);
        Refusal refusal = row.use().lastRefusal;
        if (refusal != null) {
            json.writeNumberField("last_refused_ms", refusal.atMs());
            json.writeStringField("last_refused_reason", refusal.reason());
            json.writeStringField("last_refused_address", refusal.address());
        }
        String address = row.use().lastAddress();
        if (address != null) {
            json.writeStringField("last_address", address);
        }
        String client = row.use().lastClientId;
        if (client != null) {
            json.writeStringField("last_client_id", client);
        }
        json.writeEndObject();
    }
}
