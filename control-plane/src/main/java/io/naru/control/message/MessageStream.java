package io.naru.control.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads a topic forwards and hands out frames. Two gaits: while it works through what is there, it reads only as fast
/// as frames are taken and leaves nothing out; once it follows what arrives, it never falls behind: the newest messages
/// push out older ones that no frame had room for, and what is more than the organization's share is skipped. Runs on
/// one thread.
final class MessageStream {
    static final Duration LONGEST = Duration.ofHours(1);
    static final int UNFOLLOWED_LIMIT = 500;
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final PacedReader reader;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final StreamQuery query;
    private final Frames frames;
    private final Matcher matcher;
    private final Deque<ConsumerRecord<byte[], byte[]>> pending = new ArrayDeque<>();
    private final long limit;
    private Range range = new Range(Map.of(), Map.of());
    private boolean following;

    MessageStream(PacedReader reader, StreamQuery query, Matcher matcher, Frames frames) {
        this.reader = reader;
        this.consumer = reader.consumer();
        this.query = query;
        this.matcher = matcher;
        this.frames = frames;
        this.limit = query.limit().isPresent()
                ? query.limit().getAsInt()
                : query.follow() ? Long.MAX_VALUE : UNFOLLOWED_LIMIT;
    }

    void run(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        range = Range.of(consumer, query, partitions);
        range.from().forEach(consumer::seek);
        if (query.start() == StreamQuery.Start.NEWEST && query.positions().isEmpty()) {
            collectNewest();
        }
        long deadline = System.nanoTime() + LONGEST.toNanos();
        String reason = "too_long";
        while (!frames.isClosed() && System.nanoTime() < deadline) {
            following = following || (query.follow() && reachedEnds());
            boolean drained = !query.follow() && reachedEnds();
            if (!drained && (following || pending.size() < Frames.MOST_ROWS)) {
                take();
            } else {
                PacedReader.pause();
            }
            if (frames.isDue(!pending.isEmpty())) {
                emit();
            }
            if (frames.counters().shown() >= limit) {
                reason = "limit";
                break;
            }
            if (drained && pending.isEmpty()) {
                reason = "reached_end";
                break;
            }
            if (!query.follow() && frames.counters().bytes() >= Frames.MOST_BYTES) {
                reason = "bytes_limit";
                break;
            }
        }
        if (!frames.isClosed()) {
            if (frames.isReady()) {
                emit();
            }
            frames.end(reason, positions());
        }
    }

    private boolean reachedEnds() {
        return range.to().entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /// Each partition holds up to `count` of the newest; which of them are the newest of all shows only when all are
    /// read.
    private void collectNewest() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        while (!frames.isClosed() && !reachedEnds()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                if (isMatch(record)) {
                    found.add(record);
                }
            }
        }
        found.sort(Comparator.comparingLong(ConsumerRecord<byte[], byte[]>::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        pending.addAll(found.subList(Math.max(0, found.size() - query.count()), found.size()));
        while (pending.size() > Frames.MOST_ROWS && !frames.isClosed()) {
            PacedReader.pause();
            if (frames.isDue(true)) {
                emit();
            }
        }
    }

    private void take() {
        if (following && reader.rest().compareTo(LONGEST_REST) > 0) {
            skipAhead();
        }
        for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
            if (isMatch(record)) {
                pending.addLast(record);
                if (following && pending.size() > Frames.MOST_ROWS) {
                    pending.removeFirst();
                    frames.counters().leftOut(1);
                }
            }
        }
    }

    /// Leaves out what has arrived since more was read than the organization's share.
    private void skipAhead() {
        Map<TopicPartition, Long> before = new HashMap<>();
        consumer.assignment().forEach(partition -> before.put(partition, consumer.position(partition)));
        consumer.endOffsets(before.keySet()).forEach((partition, end) -> {
            long skipped = end - before.getOrDefault(partition, end);
            if (skipped > 0) {
                frames.counters().leftOut(skipped);
                consumer.seek(partition, end);
            }
        });
    }

    private boolean isMatch(ConsumerRecord<byte[], byte[]> record) {
        Long end = range.to().get(new TopicPartition(record.topic(), record.partition()));
        if (!query.follow() && end != null && record.offset() >= end) {
            return false;
        }
        int size = Rendering.size(record);
        frames.counters().sawOne(size);
        return matcher.matches(record, size);
    }

    private void emit() {
        List<MessageViews.Message> rows = new ArrayList<>();
        Frames.Room room = new Frames.Room();
        while (!pending.isEmpty() && frames.counters().shown() + rows.size() < limit) {
            MessageViews.Message row = Rendering.PREVIEW.message(pending.getFirst());
            if (!room.takes(row)) {
                break;
            }
            rows.add(row);
            pending.removeFirst();
        }
        frames.write(rows, new Frames.Progress(remaining(), query.follow() ? -1 : range.messages(), positions()));
    }

    private long remaining() {
        return range.to().entrySet().stream()
                .mapToLong(end -> {
                    long left = Math.max(0, end.getValue() - consumer.position(end.getKey()));
                    return query.follow() ? consumer.currentLag(end.getKey()).orElse(left) : left;
                })
                .sum();
    }

    /// Where to go on: behind what was shown, so that what is still pending is not lost.
    private String positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        range.to().keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
        pending.forEach(record ->
                positions.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min));
        return Range.positions(positions);
    }
}
