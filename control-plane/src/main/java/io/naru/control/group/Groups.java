package io.naru.control.group;

import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Consumer groups as the cell has them.
@Singleton
public class Groups {
    private static final int UNKNOWN = 40403;

    /// Where a group stands in a partition it has committed for.
    ///
    /// @param member who reads the partition; null when nobody does
    record Lag(
            TopicPartition partition,
            long committed,
            long end,
            @Nullable MemberDescription member) {
        long messages() {
            return Math.max(0, end - committed);
        }
    }

    private final CellClients cell;

    Groups(CellClients cell) {
        this.cell = cell;
    }

    Paging.Page<ConsumerGroupDescription> list(Identity identity, Paging paging) {
        String after = Optional.ofNullable(paging.after()).orElse("");
        List<String> ids = cell.ask(identity, admin -> admin.listGroups().all()).stream()
                .filter(group -> group.protocol().isEmpty() || group.protocol().equals("consumer"))
                .map(GroupListing::groupId)
                .filter(id -> id.compareTo(after) > 0)
                .sorted()
                .limit(paging.size() + 1L)
                .toList();
        Paging.Page<String> page = paging.page(ids, id -> id);
        if (page.rows().isEmpty()) {
            return new Paging.Page<>(List.of(), null);
        }
        Map<String, ConsumerGroupDescription> described = cell.ask(
                identity, admin -> admin.describeConsumerGroups(page.rows()).all());
        return new Paging.Page<>(
                page.rows().stream()
                        .flatMap(id -> Optional.ofNullable(described.get(id)).stream())
                        .toList(),
                page.next());
    }

    /// Finds a group that has members or has committed offsets.
    ConsumerGroupDescription get(Identity identity, String id) {
        return Optional.ofNullable(cell.ask(
                                identity,
                                admin -> admin.describeConsumerGroups(List.of(id))
                                        .all())
                        .get(id))
                .filter(group -> group.groupState() != GroupState.DEAD)
                .orElseThrow(() -> Refusal.notFound("consumer group", id).withKafkaCode(UNKNOWN));
    }

    /// Of every partition with a committed offset, by topic and partition.
    List<Lag> lags(Identity identity, ConsumerGroupDescription group) {
        Map<TopicPartition, OffsetAndMetadata> committed = cell.ask(
                identity,
                admin -> admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata());
        committed.values().removeIf(Objects::isNull);
        Map<TopicPartition, Long> ends = ends(identity, committed);
        Map<TopicPartition, MemberDescription> readers = new HashMap<>();
        group.members()
                .forEach(member ->
                        member.assignment().topicPartitions().forEach(partition -> readers.put(partition, member)));
        List<Lag> lags = new ArrayList<>();
        committed.forEach((partition, offset) -> {
            Long end = ends.get(partition);
            if (end != null) {
                lags.add(new Lag(partition, offset.offset(), end, readers.get(partition)));
            }
        });
        lags.sort(Comparator.comparing((Lag lag) -> lag.partition().topic())
                .thenComparingInt(lag -> lag.partition().partition()));
        return lags;
    }

    /// Ends of those partitions that are still there: offsets may outlive a topic.
    private Map<TopicPartition, Long> ends(Identity identity, Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        committed.keySet().forEach(partition -> question.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (question.isEmpty()) {
            return ends;
        }
        try {
            cell.ask(identity, admin -> admin.listOffsets(question).all())
                    .forEach((partition, info) -> ends.put(partition, info.offset()));
        } catch (Refusal refusal) {
            if (refusal.status() != CellRefusals.unknownTopic().status()) {
                throw refusal;
            }
            question.keySet().forEach(partition -> end(identity, partition).ifPresent(end -> ends.put(partition, end)));
        }
        return ends;
    }

    private Optional<Long> end(Identity identity, TopicPartition partition) {
        try {
            return Optional.of(cell.ask(
                            identity,
                            admin -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                    .partitionResult(partition))
                    .offset());
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }
}
