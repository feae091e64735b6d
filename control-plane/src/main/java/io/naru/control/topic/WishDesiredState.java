package io.naru.control.topic;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import io.naru.control.outbox.DesiredOwner;
import io.naru.control.outbox.Tombstones;
import jakarta.inject.Singleton;
import java.util.Set;

/// Wishes for topics in the bin: a newer one replaces the older, the topic's end ends them, and a refusal is noted.
@Singleton
class WishDesiredState implements DesiredOwner, CellEventHandler {
    private final TopicProjectionRepository topics;
    private final Tombstones tombstones;

    WishDesiredState(TopicProjectionRepository topics, Tombstones tombstones) {
        this.topics = topics;
        this.tombstones = tombstones;
    }

    @Override
    public String kind() {
        return TopicBin.KIND;
    }

    @Override
    public boolean isEnd(JsonNode state) {
        return false;
    }

    @Override
    public void endedElsewhere(String id, long version) {
        topics.raiseWish(id, version);
    }

    @Override
    public void raise(String id, long version) {
        topics.raiseWish(id, version);
    }

    @Override
    public Set<String> kinds() {
        return Set.of("topic_wish_refused", "topic_deleted");
    }

    @Override
    public void apply(CellEvent event) {
        String topicId = event.text("topic_id").orElse("");
        if (event.kind().equals("topic_deleted")) {
            tombstones.add(TopicBin.KIND, topicId);
        } else {
            topics.wishRefused(
                    topicId,
                    event.number("version", 0),
                    event.text("reason").orElse(""),
                    event.text("sentence").orElse(""));
        }
    }
}
