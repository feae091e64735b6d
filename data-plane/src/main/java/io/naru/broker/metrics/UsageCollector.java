package io.naru.broker.metrics;

import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.metrics.KeyLedger.KeyUse;
import io.naru.broker.metrics.UsageMeter.ClusterUsage;
import io.naru.broker.metrics.UsageMeter.TopicUsage;
import io.naru.broker.metrics.UsageReport.BinRow;
import io.naru.broker.metrics.UsageReport.ClusterRow;
import io.naru.broker.metrics.UsageReport.KeyRow;
import io.naru.broker.metrics.UsageReport.TopicRow;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/// Finds what has moved since it was last published. Only the publisher's thread comes here.
final class UsageCollector {
    private static final int MOST_ROWS_A_REPORT = 500;

    private final UsageMeter usage;
    private final KeyLedger ledger;
    private final Metadata metadata;
    private final StorageSizes sizes;
    private final Supplier<Map<String, Integer>> connections;

    UsageCollector(
            UsageMeter usage,
            KeyLedger ledger,
            Metadata metadata,
            StorageSizes sizes,
            Supplier<Map<String, Integer>> connections) {
        this.usage = usage;
        this.ledger = ledger;
        this.metadata = metadata;
        this.sizes = sizes;
        this.connections = connections;
    }

    /// Reports in the order they are to be published; at least one, which may be empty: it says that the broker lives.
    List<UsageReport> moved() {
        MetadataImage image = metadata.image();
        for (TopicImage topic : image.topicsById().values()) {
            usage.topic(topic.cluster(), topic.id());
        }
        for (BinnedTopic binned : image.bin().byId().values()) {
            usage.topic(binned.topic().cluster(), binned.topic().id());
        }
        Map<String, List<TopicRow>> topics = new HashMap<>();
        Map<String, Long> storage = new HashMap<>();
        Map<String, List<BinRow>> bins = new HashMap<>();
        for (Map.Entry<UUID, TopicUsage> each : usage.topics().entrySet()) {
            TopicImage topic = image.topicsById().get(each.getKey());
            BinnedTopic binned = image.bin().byId().get(each.getKey());
            TopicUsage of = each.getValue();
            if (binned != null) {
                long bytes = sizes.bytesOf(each.getKey());
                storage.merge(of.cluster, bytes, Long::sum);
                bins.computeIfAbsent(of.cluster, lkc -> new ArrayList<>())
                        .add(new BinRow(TopicIdText.of(each.getKey()), bytes));
            } else if (topic == null) {
                usage.topics().remove(each.getKey());
            } else {
                long bytes = sizes.bytesOf(topic.id());
                storage.merge(of.cluster, bytes, Long::sum);
                long[] values = {of.bytesIn.sum(), of.bytesOut.sum(), of.messagesIn.sum(), bytes};
                if (of.published.differsFrom(values)) {
                    topics.computeIfAbsent(of.cluster, lkc -> new ArrayList<>())
                            .add(new TopicRow(topic.name(), TopicIdText.of(topic.id()), values, of.published));
                }
            }
        }
        Reports reports = new Reports();
        Map<String, Integer> open = connections.get();
        Set<String> clusters = new TreeSet<>(usage.clusters().keySet());
        clusters.addAll(storage.keySet());
        clusters.addAll(open.keySet());
        for (String lkc : clusters) {
            ClusterUsage of = lkc.equals(Principal.SYSTEM_CLUSTER) ? null : usage.cluster(lkc);
            if (of != null) {
                List<BinRow> bin = bins.getOrDefault(lkc, List.of());
                long[] values = {
                    of.bytesIn.sum(),
                    of.bytesOut.sum(),
                    of.messagesIn.sum(),
                    of.messagesOut.sum(),
                    of.requests.sum(),
                    open.getOrDefault(lkc, 0),
                    storage.getOrDefault(lkc, 0L),
                    bin.stream().mapToLong(BinRow::bytes).sum()
                };
                reports.add(new ClusterRow(lkc, values, of.published, topics.getOrDefault(lkc, List.of()), bin));
            }
        }
        reports.addKeys();
        return reports.all;
    }

    private final class Reports {
        final List<UsageReport> all = new ArrayList<>(List.of(new UsageReport()));

        /// A cluster with many topics is told several times, with some of them each time.
        void add(ClusterRow row) {
            if (row.topics().isEmpty() && row.published().differsFrom(row.values())) {
                next().add(row);
            }
            for (int from = 0; from < row.topics().size(); from += MOST_ROWS_A_REPORT) {
                int to = Math.min(from + MOST_ROWS_A_REPORT, row.topics().size());
                next().add(row.withTopics(row.topics().subList(from, to)));
            }
        }

        void addKeys() {
            for (Map.Entry<String, KeyUse> each : ledger.keys().entrySet()) {
                KeyUse use = each.getValue();
                KeyLedger.Refusal refusal = use.lastRefusal;
                String client = use.lastClientId;
                long[] values = {
                    use.lastUsedMs,
                    use.refused.sum(),
                    refusal == null ? 0 : refusal.atMs(),
                    client == null ? 0 : client.hashCode()
                };
                if (use.published.differsFrom(values)) {
                    next().add(new KeyRow(each.getKey(), values, use));
                }
            }
        }

        private UsageReport next() {
            if (all.getLast().rows() >= MOST_ROWS_A_REPORT) {
                all.add(new UsageReport());
            }
            return all.getLast();
        }
    }
}
