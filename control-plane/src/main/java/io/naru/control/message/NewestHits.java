package io.naru.control.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The newest messages found in a window that is read forwards. Holds at most twice as many as are wanted; of what it
/// gives up it remembers where, so that nothing is lost when the search goes on.
final class NewestHits {
    private record Hit(long timestamp, long offset, MessageViews.Message row) {}

    private final int wanted;
    private final Map<TopicPartition, Deque<Hit>> hits = new HashMap<>();
    private final Map<TopicPartition, Long> givenUp = new HashMap<>();
    private int held;

    NewestHits(int wanted) {
        this.wanted = wanted;
    }

    void add(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        hits.computeIfAbsent(partition, p -> new ArrayDeque<>())
                .addLast(new Hit(record.timestamp(), record.offset(), Rendering.PREVIEW.message(record)));
        held++;
        if (held >= 2L * wanted) {
            giveUpOld();
        }
    }

    private void giveUpOld() {
        Map<TopicPartition, Deque<Hit>> kept = new HashMap<>();
        for (int i = 0; i < wanted; i++) {
            TopicPartition newest = newest();
            if (newest == null) {
                break;
            }
            kept.computeIfAbsent(newest, p -> new ArrayDeque<>())
                    .addFirst(hits.getOrDefault(newest, new ArrayDeque<>()).removeLast());
        }
        hits.forEach((partition, old) -> {
            if (!old.isEmpty()) {
                givenUp.merge(partition, old.getLast().offset(), Math::max);
            }
        });
        hits.clear();
        hits.putAll(kept);
        held = wanted;
    }

    /// Within a partition the order of offsets counts, whatever the timestamps say: then what is left is always older.
    private @Nullable TopicPartition newest() {
        TopicPartition newest = null;
        long newestTimestamp = Long.MIN_VALUE;
        for (Map.Entry<TopicPartition, Deque<Hit>> entry : hits.entrySet()) {
            Hit last = entry.getValue().peekLast();
            if (last != null && (newest == null || last.timestamp() > newestTimestamp)) {
                newest = entry.getKey();
                newestTimestamp = last.timestamp();
            }
        }
        return newest;
    }

    /// Takes what was wanted, newest first.
    List<MessageViews.Message> take() {
        List<MessageViews.Message> rows = new ArrayList<>();
        for (TopicPartition newest = newest(); newest != null && rows.size() < wanted; newest = newest()) {
            rows.add(hits.getOrDefault(newest, new ArrayDeque<>()).removeLast().row());
        }
        hits.forEach((partition, old) -> {
            if (!old.isEmpty()) {
                givenUp.merge(partition, old.getLast().offset(), Math::max);
            }
        });
        return rows;
    }

    /// The newest message of each partition that was found and not taken.
    Map<TopicPartition, Long> givenUp() {
        return givenUp;
    }
}
