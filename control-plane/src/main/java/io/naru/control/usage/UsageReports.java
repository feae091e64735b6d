package io.naru.control.usage;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Turns the brokers' cumulative counters into slices of time: what is new since the last report, or everything after
/// a broker's start.
@Singleton
class UsageReports implements CellEventHandler {
    private static final String WHOLE_CLUSTER = "";

    private final UsageRepository usage;

    UsageReports(UsageRepository usage) {
        this.usage = usage;
    }

    /// Who reports, and when.
    private record Report(String broker, String incarnation, Instant at) {}

    @Override
    public Set<String> kinds() {
        return Set.of("usage");
    }

    @Override
    public void apply(CellEvent event) {
        JsonNode clusters = event.state().get("clusters");
        if (clusters == null || !clusters.isArray()) {
            return;
        }
        Report report = new Report(
                event.id(), event.text("incarnation").orElse(""), Instant.ofEpochMilli(event.number("at_ms", 0)));
        for (JsonNode cluster : clusters.values()) {
            String lkc = CellEvent.text(cluster, "lkc").orElse("");
            apply(report, lkc, WHOLE_CLUSTER, cluster);
            JsonNode topics = cluster.get("topics");
            if (topics != null && topics.isArray()) {
                for (JsonNode topic : topics.values()) {
                    CellEvent.text(topic, "topic").ifPresent(name -> apply(report, lkc, name, topic));
                }
            }
        }
    }

    private void apply(Report report, String lkc, String topic, JsonNode counters) {
        Optional<UsageRepository.Counter> heard = usage.heard(report.broker(), lkc, topic);
        if (heard.filter(counter -> counter.at().isAfter(report.at())).isPresent()) {
            // It comes late, and what it says is in a newer one.
            return;
        }
        UsageRepository.Counter before = heard.filter(
                        counter -> counter.incarnation().equals(report.incarnation()))
                .orElse(new UsageRepository.Counter(report.incarnation(), 0, 0, 0, 0, 0, 0, report.at(), report.at()));
        long bytesIn = CellEvent.number(counters, "bytes_in", 0);
        long bytesOut = CellEvent.number(counters, "bytes_out", 0);
        long messagesIn = CellEvent.number(counters, "messages_in", 0);
        long messagesOut = CellEvent.number(counters, "messages_out", 0);
        long requests = CellEvent.number(counters, "requests", 0);
        usage.hear(
                report.broker(),
                lkc,
                topic,
                report.incarnation(),
                bytesIn,
                bytesOut,
                messagesIn,
                messagesOut,
                requests,
                CellEvent.number(counters, "storage_bytes", 0),
                report.at());
        if (topic.equals(WHOLE_CLUSTER)) {
            addDays(
                    report,
                    lkc,
                    heard,
                    Math.max(0, bytesIn - before.bytesIn()),
                    Math.max(0, bytesOut - before.bytesOut()));
        }
        usage.total(
                lkc,
                topic,
                report.at(),
                Math.max(0, bytesIn - before.bytesIn()),
                Math.max(0, bytesOut - before.bytesOut()),
                Math.max(0, messagesIn - before.messagesIn()),
                Math.max(0, messagesOut - before.messagesOut()),
                Math.max(0, requests - before.requests()),
                CellEvent.number(counters, "connections", 0),
                CellEvent.number(counters, "storage_bytes", 0));
        for (int width : Slices.WIDTHS_SECONDS) {
            usage.add(
                    width,
                    lkc,
                    topic,
                    Slices.start(report.at(), width),
                    Math.max(0, bytesIn - before.bytesIn()),
                    Math.max(0, bytesOut - before.bytesOut()),
                    Math.max(0, messagesIn - before.messagesIn()),
                    Math.max(0, messagesOut - before.messagesOut()),
                    Math.max(0, requests - before.requests()),
                    CellEvent.number(counters, "connections", 0),
                    CellEvent.number(counters, "storage_bytes", 0));
        }
    }

    /// What a cluster took was the same since it was last said, by whichever start of the broker.
    private void addDays(
            Report report, String lkc, Optional<UsageRepository.Counter> heard, long bytesIn, long bytesOut) {
        Instant since = heard.map(UsageRepository.Counter::countedUntil)
                .filter(until -> until.isBefore(report.at()))
                .orElse(report.at());
        usage.addDays(
                lkc,
                since,
                report.at(),
                heard.map(UsageRepository.Counter::storageBytes).orElse(0L),
                bytesIn,
                bytesOut);
    }
}
