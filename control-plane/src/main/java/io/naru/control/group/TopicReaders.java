package io.naru.control.group;

import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Who reads a topic. Kafka knows a group's topics and not a topic's groups: all groups are asked at once what they
/// have committed.
@Singleton
class TopicReaders {
    private static final int MOST_GROUPS = 500;

    /// A group that has committed for the topic.
    record Reader(ConsumerGroupDescription group, List<Groups.Lag> lags) {}

    /// @param notAsked how many groups there are beyond those that were asked
    record Found(List<Reader> readers, int notAsked) {}

    private final CellClients cell;
    private final Groups groups;

    TopicReaders(CellClients cell, Groups groups) {
        this.cell = cell;
        this.groups = groups;
    }

    /// By group id; of very many groups the first 500.
    Found of(Identity identity, String topic) {
        List<String> all = cell.ask(identity, admin -> admin.listGroups().all()).stream()
                .filter(group -> group.protocol().isEmpty() || group.protocol().equals("consumer"))
                .map(GroupListing::groupId)
                .sorted()
                .toList();
        List<String> asked = all.subList(0, Math.min(MOST_GROUPS, all.size()));
        Map<String, Map<TopicPartition, Long>> committed = committed(identity, asked, topic);
        if (committed.isEmpty()) {
            return new Found(List.of(), all.size() - asked.size());
        }
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        Map<TopicPartition, Long> ends = groups.offsets(identity, partitions, OffsetSpec.latest());
        Map<String, ConsumerGroupDescription> described = cell.ask(
                identity,
                admin -> admin.describeConsumerGroups(committed.keySet()).all());
        List<Reader> readers = asked.stream()
                .filter(committed::containsKey)
                .flatMap(id -> Optional.ofNullable(described.get(id)).stream())
                .map(group ->
                        new Reader(group, Groups.lags(group, committed.getOrDefault(group.groupId(), Map.of()), ends)))
                .filter(reader -> !reader.lags().isEmpty())
                .toList();
        return new Found(readers, all.size() - asked.size());
    }

    private Map<String, Map<TopicPartition, Long>> committed(Identity identity, List<String> ids, String topic) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, ListConsumerGroupOffsetsSpec> question = new HashMap<>();
        ids.forEach(id -> question.put(id, new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, Long>> answer = new HashMap<>();
        cell.ask(identity, admin -> admin.listConsumerGroupOffsets(question).all())
                .forEach((id, offsets) -> {
                    Map<TopicPartition, Long> own = new HashMap<>();
                    offsets.forEach((TopicPartition partition, @Nullable OffsetAndMetadata offset) -> {
                        if (offset != null && partition.topic().equals(topic)) {
                            own.put(partition, offset.offset());
                        }
                    });
                    if (!own.isEmpty()) {
                        answer.put(id, own);
                    }
                });
        return answer;
    }
}
