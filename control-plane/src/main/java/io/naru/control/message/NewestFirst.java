package io.naru.control.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// A search from the end backwards: windows of offsets, each read forwards, the newest window first. Windows begin
/// small,
/// so that the first hits come at once, and grow while little is found. Runs on one thread.
final class NewestFirst {
    private static final int SMALLEST_WINDOW = 250;
    private static final int LARGEST_WINDOW = 64_000;

    private final PacedReader reader;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final StreamQuery query;
    private final Frames frames;
    private final Matcher matcher;
    private final int limit;
    private Range range = new Range(Map.of(), Map.of());

    /// Below this everything is still to be read; moves when a window's rows have been sent.
    private final Map<TopicPartition, Long> uppers = new HashMap<>();

    NewestFirst(PacedReader reader, StreamQuery query, Matcher matcher, Frames frames) {
        this.reader = reader;
        this.consumer = reader.consumer();
        this.query = query;
        this.matcher = matcher;
        this.frames = frames;
        this.limit = query.limit().orElse(MessageStream.UNFOLLOWED_LIMIT);
    }

    void run(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        range = Range.of(consumer, query, partitions);
        uppers.putAll(range.to());
        long deadline = System.nanoTime() + MessageStream.LONGEST.toNanos();
        int window = SMALLEST_WINDOW;
        String reason = "reached_end";
        while (remaining() > 0 && !frames.isClosed()) {
            int wanted = (int) (limit - frames.counters().shown());
            if (wanted <= 0) {
                reason = "limit";
                break;
            }
            if (frames.counters().bytes() >= Frames.MOST_BYTES || System.nanoTime() > deadline) {
                reason = System.nanoTime() > deadline ? "too_long" : "bytes_limit";
                break;
            }
            Map<TopicPartition, Long> floors = floors(window);
            NewestHits hits = new NewestHits(wanted);
            if (read(floors, hits)) {
                int found = show(floors, hits);
                window = found > limit / 4
                        ? Math.max(SMALLEST_WINDOW, window / 2)
                        : Math.min(LARGEST_WINDOW, window * 2);
            }
        }
        if (!frames.isClosed()) {
            frames.end(reason, Range.positions(uppers));
        }
    }

    private Map<TopicPartition, Long> floors(int window) {
        return uppers.entrySet().stream()
                .filter(upper -> upper.getValue() > lower(upper.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, upper -> Math.max(lower(upper.getKey()), upper.getValue() - window)));
    }

    private long lower(TopicPartition partition) {
        return range.from().getOrDefault(partition, 0L);
    }

    private long upper(TopicPartition partition) {
        return uppers.getOrDefault(partition, 0L);
    }

    /// Reads from the floors to where the window before began.
    ///
    /// @return whether to the end; not when the stream was closed or has read too much
    private boolean read(Map<TopicPartition, Long> floors, NewestHits hits) {
        consumer.assign(floors.keySet());
        floors.forEach(consumer::seek);
        Set<TopicPartition> open = new HashSet<>(floors.keySet());
        while (!open.isEmpty() && !frames.isClosed() && frames.counters().bytes() < Frames.MOST_BYTES) {
            ConsumerRecords<byte[], byte[]> records = reader.poll();
            for (TopicPartition partition : records.partitions()) {
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    take(partition, record, hits);
                }
            }
            List<TopicPartition> done = open.stream()
                    .filter(partition -> consumer.position(partition) >= upper(partition))
                    .toList();
            consumer.pause(done);
            done.forEach(open::remove);
            if (frames.isDue(false)) {
                frames.write(List.of(), progress(remaining() - readOf(floors)));
            }
        }
        return open.isEmpty();
    }

    private void take(TopicPartition partition, ConsumerRecord<byte[], byte[]> record, NewestHits hits) {
        if (record.offset() < upper(partition)) {
            int size = Rendering.size(record);
            frames.counters().sawOne(size);
            if (matcher.matches(record, size)) {
                hits.add(partition, record);
            }
        }
    }

    private long readOf(Map<TopicPartition, Long> floors) {
        return floors.entrySet().stream()
                .mapToLong(
                        floor -> Math.min(consumer.position(floor.getKey()), upper(floor.getKey())) - floor.getValue())
                .sum();
    }

    /// Sends a window's hits and moves below it.
    private int show(Map<TopicPartition, Long> floors, NewestHits hits) {
        List<MessageViews.Message> found = hits.take();
        Deque<MessageViews.Message> rows = new ArrayDeque<>(found);
        uppers.putAll(floors);
        hits.givenUp().forEach((partition, offset) -> uppers.put(partition, offset + 1));
        while (!rows.isEmpty() && !frames.isClosed()) {
            if (frames.isDue(true)) {
                List<MessageViews.Message> fitting = new ArrayList<>();
                Frames.Room room = new Frames.Room();
                while (!rows.isEmpty() && room.takes(rows.getFirst())) {
                    fitting.add(rows.removeFirst());
                }
                frames.write(fitting, progress(remaining(), rows));
            } else {
                PacedReader.pause();
            }
        }
        return found.size();
    }

    private long remaining() {
        return uppers.entrySet().stream()
                .mapToLong(upper -> upper.getValue() - lower(upper.getKey()))
                .sum();
    }

    private Frames.Progress progress(long remaining) {
        return new Frames.Progress(remaining, range.messages(), Range.positions(uppers));
    }

    /// While rows of a window wait, whoever goes on from here must get them.
    private Frames.Progress progress(long remaining, Deque<MessageViews.Message> waiting) {
        Map<TopicPartition, Long> positions = new HashMap<>(uppers);
        waiting.forEach(row -> positions.merge(
                new TopicPartition(row.topic(), row.partition()), Long.parseLong(row.offset()) + 1, Math::max));
        return new Frames.Progress(remaining, range.messages(), Range.positions(positions));
    }
}
