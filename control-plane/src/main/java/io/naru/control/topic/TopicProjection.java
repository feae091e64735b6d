package io.naru.control.topic;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps what the cell said of topics, by topic id: for search and for what Postgres annotates. Live lists come from
/// the cell.
@Singleton
class TopicProjection implements CellEventHandler {
    /// The year 9999: what lies beyond is for ever.
    private static final long LAST_MS = 253_402_300_799_000L;

    private final TopicProjectionRepository topics;
    private final JsonMapper json;

    TopicProjection(TopicProjectionRepository topics, JsonMapper json) {
        this.topics = topics;
        this.json = json;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                "topic_created",
                "topic_configs_changed",
                "partitions_added",
                "topic_binned",
                "topic_restored",
                "topic_deleted",
                "lkc_purged",
                "usage");
    }

    @Override
    public void apply(CellEvent event) {
        Instant at = Instant.ofEpochMilli(event.number("at_ms", 0));
        String lkc = event.text("lkc").orElse("");
        String topicId = event.text("topic_id").orElse("");
        switch (event.kind()) {
            case "usage" -> binSizes(event);
            case "topic_binned" ->
                topics.binned(
                        topicId, event.version(), at, event.text("principal").orElse(null), until(event));
            case "topic_restored" ->
                topics.restored(topicId, event.version(), event.text("topic").orElse(""));
            case "topic_deleted" -> topics.deleted(topicId, event.version(), at);
            case "lkc_purged" -> topics.purge(lkc);
            default ->
                topics.put(
                        lkc,
                        topicId,
                        event.text("topic").orElse(""),
                        (int) event.number("partitions", 1),
                        (int) event.number("replication_factor", 1),
                        configs(event.state()),
                        event.text("principal").orElse(null),
                        event.version(),
                        at);
        }
    }

    /// Null for one that is kept for ever.
    private static @Nullable Instant until(CellEvent event) {
        long ms = event.number("until_ms", Long.MAX_VALUE);
        return ms > LAST_MS ? null : Instant.ofEpochMilli(ms);
    }

    private void binSizes(CellEvent usage) {
        for (JsonNode cluster : members(usage.state(), "clusters")) {
            for (JsonNode topic : members(cluster, "bin")) {
                CellEvent.text(topic, "topic_id")
                        .ifPresent(id -> topics.binSize(id, CellEvent.number(topic, "storage_bytes", 0)));
            }
        }
    }

    private static Iterable<JsonNode> members(JsonNode node, String name) {
        JsonNode list = node.isObject() ? node.get(name) : null;
        return list != null && list.isArray() ? list.values() : List.of();
    }

    private String configs(JsonNode state) {
        JsonNode configs = state.get("configs");
        try {
            return configs == null || !configs.isObject() ? "{}" : json.writeValueAsString(configs);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }
}
