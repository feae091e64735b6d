package io.naru.control.event;

import io.naru.control.background.Chore;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;

/// Keeps what the cell tells of clusters.
@Singleton
class EventReports implements CellEventHandler, Chore {
    private final EventReportRepository events;

    EventReports(EventReportRepository events) {
        this.events = events;
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
                "key_passed");
    }

    @Override
    public void apply(CellEvent event) {
        long atMs = event.number("at_ms", 0);
        Instant at = atMs > 0 ? Instant.ofEpochMilli(atMs) : Instant.now();
        if (event.kind().equals("key_passed")) {
            event.text("key_id").ifPresent(key -> events.key(key, "key_revoked", at));
        } else {
            events.topic(
                    event.text("lkc").orElse(""),
                    event.kind(),
                    event.text("topic").orElse(""),
                    event.text("principal").orElse(null),
                    at);
        }
    }

    @Override
    public void run() {
        events.forget();
    }
}
