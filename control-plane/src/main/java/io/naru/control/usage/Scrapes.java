package io.naru.control.usage;

import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.lag.LagHistory;
import io.naru.control.usage.TotalsRepository.Total;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToLongFunction;

/// Writes what a cluster has used and how far its groups are behind. Bounded: the 1,000 topics with the most bytes and
/// 2,000 groups; how many there are in all is said too.
@Singleton
class Scrapes {
    private static final int MOST_TOPICS = 1_000;
    private static final int MOST_GROUPS = 2_000;

    private final TotalsRepository totals;
    private final LagHistory lags;
    private final TenantTransactions transactions;

    Scrapes(TotalsRepository totals, LagHistory lags, TenantTransactions transactions) {
        this.totals = totals;
        this.lags = lags;
        this.transactions = transactions;
    }

    String of(Tenant tenant, String lkc) {
        List<Total> all = transactions.in(tenant, () -> totals.totals(tenant.organizationId(), lkc, MOST_TOPICS + 1));
        List<Total> cluster =
                all.stream().filter(total -> total.topic().isEmpty()).toList();
        List<Total> topics =
                all.stream().filter(total -> !total.topic().isEmpty()).toList();
        List<LagHistory.Now> groups = lags.now(tenant, lkc);
        Page page = new Page(lkc);
        page.counter("naru_received_bytes", "Bytes produced.", cluster, Total::bytesIn);
        page.counter("naru_sent_bytes", "Bytes consumed.", cluster, Total::bytesOut);
        page.counter("naru_received_messages", "Messages produced.", cluster, Total::messagesIn);
        page.counter("naru_sent_messages", "Messages consumed.", cluster, Total::messagesOut);
        page.counter("naru_requests", "Requests of Kafka's protocol.", cluster, Total::requests);
        page.gauge("naru_connections", "Connections open.", cluster, Total::connections);
        page.gauge("naru_stored_bytes", "Bytes on disk.", cluster, Total::storageBytes);
        page.counter("naru_topic_received_bytes", "Bytes produced to a topic.", topics, Total::bytesIn);
        page.counter("naru_topic_sent_bytes", "Bytes consumed from a topic.", topics, Total::bytesOut);
        page.counter("naru_topic_received_messages", "Messages produced to a topic.", topics, Total::messagesIn);
        page.gauge("naru_topic_stored_bytes", "Bytes of a topic on disk.", topics, Total::storageBytes);
        page.lags(groups);
        return page.text.end();
    }

    private static final class Page {
        private final OpenMetrics text = new OpenMetrics();
        private final String cluster;

        Page(String lkc) {
            this.cluster = OpenMetrics.label("cluster", lkc);
        }

        private String labels(Total total) {
            return total.topic().isEmpty() ? cluster : cluster + "," + OpenMetrics.label("topic", total.topic());
        }

        void counter(String name, String help, List<Total> totals, ToLongFunction<Total> value) {
            text.counter(
                    name,
                    help,
                    family -> totals.forEach(total -> family.sample(labels(total), value.applyAsLong(total))));
        }

        void gauge(String name, String help, List<Total> totals, ToLongFunction<Total> value) {
            text.gauge(
                    name,
                    help,
                    family -> totals.forEach(total -> family.sample(labels(total), value.applyAsLong(total))));
        }

        void lags(List<LagHistory.Now> groups) {
            List<LagHistory.Now> shown = groups.subList(0, Math.min(MOST_GROUPS, groups.size()));
            text.gauge(
                    "naru_group_lag_messages",
                    "Messages a consumer group has not read.",
                    family -> shown.forEach(group -> family.sample(labels(group), group.messages())));
            text.gauge(
                    "naru_group_lag_seconds",
                    "Since the first message was written that a group has not read, in its worst partition.",
                    family -> shown.forEach(group -> {
                        Double seconds = group.seconds();
                        if (seconds != null) {
                            family.sample(labels(group), seconds);
                        }
                    }));
            text.gauge(
                    "naru_groups",
                    "Consumer groups that have committed something, shown here or not.",
                    family -> family.sample(cluster, groups.size()));
        }

        private String labels(LagHistory.Now group) {
            return cluster + "," + OpenMetrics.label("group", group.group());
        }
    }
}
