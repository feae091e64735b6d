package io.naru.control.message;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The offsets of each partition that a query is about.
///
/// @param from the first
/// @param to the one after the last, never less than `from`
record Range(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    static Range of(Consumer<?, ?> consumer, StreamQuery query, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        if (query.until() != null) {
            atTime(consumer, partitions, query.until(), ends)
                    .forEach((partition, offset) -> ends.merge(partition, offset, Math::min));
        }
        Map<TopicPartition, Long> starts = starts(consumer, query, partitions, beginnings, ends);
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> to = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long first = beginnings.getOrDefault(partition, 0L);
            long end = Math.max(first, ends.getOrDefault(partition, first));
            Long position = query.positions().get(partition.partition());
            long start = starts.getOrDefault(partition, first);
            if (position != null && query.newestFirst()) {
                end = Math.clamp(position, first, end);
            } else if (position != null) {
                start = position;
            }
            from.put(partition, Math.clamp(start, first, end));
            to.put(partition, end);
        }
        return new Range(from, to);
    }

    private static Map<TopicPartition, Long> starts(
            Consumer<?, ?> consumer,
            StreamQuery query,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends) {
        return switch (query.start()) {
            case LIVE -> ends;
            case OLDEST -> beginnings;
            case NEWEST ->
                partitions.stream().collect(Collectors.toMap(p -> p, p -> ends.getOrDefault(p, 0L) - query.count()));
            case OFFSET -> partitions.stream().collect(Collectors.toMap(p -> p, p -> query.offset()));
            case TIME -> atTime(consumer, partitions, Objects.requireNonNull(query.time()), ends);
        };
    }

    private static Map<TopicPartition, Long> atTime(
            Consumer<?, ?> consumer,
            List<TopicPartition> partitions,
            @Nullable Instant time,
            Map<TopicPartition, Long> ends) {
        long millis = Objects.requireNonNull(time).toEpochMilli();
        Map<TopicPartition, Long> question = partitions.stream().collect(Collectors.toMap(p -> p, p -> millis));
        Map<TopicPartition, OffsetAndTimestamp> answer = consumer.offsetsForTimes(question);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp found = answer.get(partition);
            offsets.put(partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset());
        }
        return offsets;
    }

    /// The part of it in front of these offsets, by partition; where they say nothing, all.
    Range upTo(Map<Integer, Long> ends) {
        Map<TopicPartition, Long> nearer = new HashMap<>();
        to.forEach((partition, end) -> {
            long wanted = ends.getOrDefault(partition.partition(), end);
            nearer.put(partition, Math.clamp(wanted, from.getOrDefault(partition, 0L), end));
        });
        return new Range(from, nearer);
    }

    long messages() {
        return to.entrySet().stream()
                .mapToLong(end -> end.getValue() - from.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /// Offsets by partition as the parameter `positions` has them.
    static String positions(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
