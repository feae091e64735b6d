package io.naru.control.topic;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;

/// Keeps what the cell said of topics, by topic id: for search and for what Postgres annotates. Live lists come from
/// the cell.
@Singleton
class TopicProjection implements CellEventHandler {
    private final TopicProjectionRepository topics;
    private final JsonMapper json;

    TopicProjection(TopicProjectionRepository topics, JsonMapper json) {
        this.topics = topics;
        this.json = json;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("topic_created", "topic_configs_changed", "partitions_added", "topic_deleted", "lkc_purged");
    }

    @Override
    public void apply(CellEvent event) {
        Instant at = Instant.ofEpochMilli(event.number("at_ms", 0));
        String lkc = event.text("lkc").orElse("");
        String topicId = event.text("topic_id").orElse("");
        switch (event.kind()) {
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

    private String configs(JsonNode state) {
        JsonNode configs = state.get("configs");
        try {
            return configs == null || !configs.isObject() ? "{}" : json.writeValueAsString(configs);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }
}
