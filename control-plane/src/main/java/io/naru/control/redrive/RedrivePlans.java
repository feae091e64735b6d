package io.naru.control.redrive;

import io.naru.control.access.Caller;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.message.TopicScan;
import io.naru.control.message.TopicScans;
import io.naru.control.topic.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Looks at what a redrive would do, for ten seconds at most.
@Singleton
class RedrivePlans {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_TARGETS = 100;

    private final TopicScans scans;
    private final Topics topics;

    RedrivePlans(TopicScans scans, Topics topics) {
        this.scans = scans;
        this.topics = topics;
    }

    RedriveViews.Plan plan(Caller caller, String lkc, RedriveOrder order) {
        try (TopicScan scan = scans.open(caller, lkc, order.part())) {
            String positions = scan.positions(List.of());
            Counting counting = new Counting(order);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (scan.isLeft() && counting.goes < order.limit() && System.nanoTime() < deadline) {
                scan.next().forEach(counting::take);
            }
            Targets known = new Targets(topics, new Identity(lkc, caller));
            return new RedriveViews.Plan(
                    !scan.isLeft(),
                    Long.toString(scan.seen()),
                    Long.toString(counting.matched),
                    Long.toString(scan.bytes()),
                    Long.toString(counting.withoutOrigin),
                    Long.toString(counting.tooOften),
                    Long.toString(scan.remaining()),
                    positions,
                    scan.ends(),
                    counting.targets.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .map(target -> target(target.getKey(), target.getValue(), known))
                            .toList(),
                    Long.toString(counting.elsewhere));
        }
    }

    private static RedriveViews.Target target(String topic, long messages, Targets known) {
        OptionalInt partitions = known.partitions(topic);
        return new RedriveViews.Target(
                topic,
                partitions.isPresent(),
                partitions.isPresent() ? Integer.valueOf(partitions.getAsInt()) : null,
                Long.toString(messages));
    }

    private static final class Counting {
        private final RedriveOrder order;
        private final Map<String, Long> targets = new HashMap<>();
        private long matched;
        private long goes;
        private long elsewhere;
        private long withoutOrigin;
        private long tooOften;

        Counting(RedriveOrder order) {
            this.order = order;
        }

        void take(ConsumerRecord<byte[], byte[]> record) {
            matched++;
            switch (Letter.sort(record, order)) {
                case Letter.Sorted.WithoutOrigin w -> withoutOrigin++;
                case Letter.Sorted.TooOften t -> tooOften++;
                case Letter.Sorted.Goes(Letter letter) -> {
                    goes++;
                    if (targets.size() < MOST_TARGETS || targets.containsKey(letter.target())) {
                        targets.merge(letter.target(), 1L, Long::sum);
                    } else {
                        elsewhere++;
                    }
                }
            }
        }
    }
}
