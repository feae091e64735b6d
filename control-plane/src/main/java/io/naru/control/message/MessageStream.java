package io.naru.control.message;

import io.naru.control.http.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/// Reads a topic and hands out frames, at most ten a second. Two gaits: while it works through what is there, it
/// reads only as fast as
/// frames are taken and leaves nothing out; once it follows what arrives, it never falls behind, and the newest
/// messages push out older
/// ones that no frame had room for. Runs on one thread.
final class MessageStream {
    private static final long FRAME_NANOS = Duration.ofMillis(100).toNanos();
    private static final long QUIET_FRAME_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int FRAME_ROWS = 100;
    private static final int FRAME_BYTES = 256 * 1024;
    private static final int ROW_BYTES = 400;
    private static final int UNFOLLOWED_LIMIT = 500;

    /// Where frames go.
    interface Outlet {
        /// Whether a frame would be taken now; if not it is not made.
        boolean isReady();

        boolean isClosed();

        void frame(MessageViews.Frame frame);

        void end(MessageViews.End end);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final StreamQuery query;
    private final Outlet outlet;
    private final Counters counters = new Counters(System.nanoTime());
    private final Deque<ConsumerRecord<byte[], byte[]>> pending = new ArrayDeque<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final long limit;
    private long lastFrameNanos;
    private boolean following;

    MessageStream(KafkaConsumer<byte[], byte[]> consumer, StreamQuery query, Outlet outlet) {
        this.consumer = consumer;
        this.query = query;
        this.outlet = outlet;
        this.limit = query.limit().isPresent()
                ? query.limit().getAsInt()
                : query.follow() ? Long.MAX_VALUE : UNFOLLOWED_LIMIT;
    }

    void run(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        ends.putAll(consumer.endOffsets(partitions));
        seek(partitions);
        if (query.start() == StreamQuery.Start.NEWEST && query.positions().isEmpty()) {
            collectNewest();
        }
        long deadline = System.nanoTime() + LONGEST_NANOS;
        String reason = "too_long";
        while (!outlet.isClosed() && System.nanoTime() < deadline) {
            following = following || (query.follow() && reachedEnds());
            boolean drained = !query.follow() && reachedEnds();
            if (!drained && (following || pending.size() < FRAME_ROWS)) {
                take();
            } else {
                pause();
            }
            emitIfDue(false);
            if (counters.shown() >= limit || (drained && pending.isEmpty())) {
                reason = counters.shown() >= limit ? "limit" : "reached_end";
                break;
            }
        }
        if (!outlet.isClosed()) {
            emitIfDue(true);
            outlet.end(new MessageViews.End(reason, positions()));
        }
    }

    private void seek(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> starts = starts(partitions, beginnings);
        for (TopicPartition partition : partitions) {
            long first = beginnings.getOrDefault(partition, 0L);
            long wanted = query.positions().getOrDefault(partition.partition(), starts.getOrDefault(partition, first));
            consumer.seek(partition, Math.clamp(wanted, first, Math.max(first, end(partition))));
        }
    }

    private Map<TopicPartition, Long> starts(List<TopicPartition> partitions, Map<TopicPartition, Long> beginnings) {
        return switch (query.start()) {
            case LIVE -> ends;
            case OLDEST -> beginnings;
            case NEWEST ->
                partitions.stream().collect(Collectors.toMap(p -> p, p -> Math.max(0, end(p) - query.count())));
            case OFFSET -> partitions.stream().collect(Collectors.toMap(p -> p, p -> query.offset()));
            case TIME -> startsAtTime(partitions);
        };
    }

    private Map<TopicPartition, Long> startsAtTime(List<TopicPartition> partitions) {
        long time = Objects.requireNonNull(query.time()).toEpochMilli();
        Map<TopicPartition, Long> question = partitions.stream().collect(Collectors.toMap(p -> p, p -> time));
        Map<TopicPartition, OffsetAndTimestamp> answer = consumer.offsetsForTimes(question);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp found = answer.get(partition);
            starts.put(partition, found == null ? end(partition) : found.offset());
        }
        return starts;
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private boolean reachedEnds() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /// Each partition holds up to `count` of the newest; which of them are the newest of all shows only when all are
    /// read.
    private void collectNewest() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        while (!outlet.isClosed() && !reachedEnds()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                counters.sawOne(Rendering.size(record));
                if (Rendering.contains(record, query.text())) {
                    found.add(record);
                }
            }
        }
        found.sort(Comparator.comparingLong(ConsumerRecord<byte[], byte[]>::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        pending.addAll(found.subList(Math.max(0, found.size() - query.count()), found.size()));
        while (pending.size() > FRAME_ROWS && !outlet.isClosed()) {
            pause();
            emitIfDue(false);
        }
    }

    private void take() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            counters.sawOne(Rendering.size(record));
            if (Rendering.contains(record, query.text())) {
                pending.addLast(record);
                if (following && pending.size() > FRAME_ROWS) {
                    pending.removeFirst();
                    counters.leftOne();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param last whether it is the last chance to show what is pending
    private void emitIfDue(boolean last) {
        long now = System.nanoTime();
        long since = now - lastFrameNanos;
        boolean due = since >= QUIET_FRAME_NANOS || (since >= FRAME_NANOS && !pending.isEmpty());
        if ((!last && !due) || !outlet.isReady()) {
            return;
        }
        lastFrameNanos = now;
        List<MessageViews.Message> rows = new ArrayList<>();
        int bytes = 0;
        while (!pending.isEmpty() && rows.size() < FRAME_ROWS && counters.shown() + rows.size() < limit) {
            MessageViews.Message row = Rendering.PREVIEW.message(pending.getFirst());
            bytes += weight(row);
            if (bytes > FRAME_BYTES && !rows.isEmpty()) {
                break;
            }
            rows.add(row);
            pending.removeFirst();
        }
        counters.showed(rows.size());
        outlet.frame(new MessageViews.Frame(
                rows,
                Long.toString(counters.seen()),
                Long.toString(counters.shown()),
                Long.toString(counters.leftOut()),
                Long.toString(counters.bytes()),
                counters.rate(now),
                Long.toString(remaining()),
                positions(),
                Times.text(Instant.now())));
    }

    /// About how many bytes a row takes in a frame.
    private static int weight(MessageViews.Message row) {
        int weight = ROW_BYTES;
        weight += row.key() == null ? 0 : row.key().data().length();
        weight += row.value() == null ? 0 : row.value().data().length();
        for (MessageViews.Header header : row.headers()) {
            weight += header.name().length()
                    + (header.value() == null ? 0 : header.value().data().length());
        }
        return weight;
    }

    private long remaining() {
        return ends.entrySet().stream()
                .mapToLong(end -> consumer.currentLag(end.getKey())
                        .orElse(Math.max(0, end.getValue() - consumer.position(end.getKey()))))
                .sum();
    }

    /// Where to go on: behind what was shown, so that what is still pending is not lost.
    private String positions() {
        Map<Integer, Long> positions = new TreeMap<>();
        ends.keySet().forEach(partition -> positions.put(partition.partition(), consumer.position(partition)));
        pending.forEach(record -> positions.merge(record.partition(), record.offset(), Math::min));
        return positions.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
