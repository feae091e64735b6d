package io.naru.control.group;

import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    static final int MOST_TOLD = 100;
    static final int NOT_EMPTY = 40902;

    private static final int NAMED_MEMBERS = 20;

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
    private final Audit audit;

    Groups(CellClients cell, Audit audit) {
        this.cell = cell;
        this.audit = audit;
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

    /// What a group has committed, by partition.
    Map<TopicPartition, Long> committed(Identity identity, String groupId) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        cell.ask(identity, admin -> admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata())
                .forEach((TopicPartition partition, @Nullable OffsetAndMetadata committed) -> {
                    if (committed != null) {
                        offsets.put(partition, committed.offset());
                    }
                });
        return offsets;
    }

    /// Of every partition with a committed offset, by topic and partition.
    List<Lag> lags(Identity identity, ConsumerGroupDescription group) {
        Map<TopicPartition, Long> committed = committed(identity, group.groupId());
        Map<TopicPartition, Long> ends = offsets(identity, committed.keySet(), OffsetSpec.latest());
        return lags(group, committed, ends);
    }

    /// What is committed beside the ends, by topic and partition; what has no end is gone.
    static List<Lag> lags(
            ConsumerGroupDescription group, Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, MemberDescription> readers = new HashMap<>();
        group.members()
                .forEach(member ->
                        member.assignment().topicPartitions().forEach(partition -> readers.put(partition, member)));
        List<Lag> lags = new ArrayList<>();
        committed.forEach((partition, offset) -> {
            Long end = ends.get(partition);
            if (end != null) {
                lags.add(new Lag(partition, offset, end, readers.get(partition)));
            }
        });
        lags.sort(Comparator.comparing((Lag lag) -> lag.partition().topic())
                .thenComparingInt(lag -> lag.partition().partition()));
        return lags;
    }

    /// Client id and address of a group's members, not all of many.
    static List<String> named(ConsumerGroupDescription group) {
        return group.members().stream()
                .limit(NAMED_MEMBERS)
                .map(member -> member.clientId() + " from " + member.host().replaceFirst("^/", ""))
                .toList();
    }

    /// Deletes a group with all it has committed.
    void delete(Identity identity, String id) {
        ConsumerGroupDescription group = get(identity, id);
        OffsetResets.requireNobody(id, group.members().size(), named(group));
        cell.ask(identity, admin -> admin.deleteConsumerGroups(List.of(id)).all());
        audit.recordMade(Change.in(identity.lkc(), id));
    }

    /// Deletes what a group has committed for some partitions.
    void deleteOffsets(Identity identity, String id, Set<TopicPartition> partitions) {
        get(identity, id);
        cell.ask(
                identity,
                admin -> admin.deleteConsumerGroupOffsets(id, partitions).all());
        audit.recordMade(Change.in(identity.lkc(), id)
                .field(
                        "partitions",
                        partitions.stream()
                                .map(TopicPartition::toString)
                                .sorted()
                                .limit(MOST_TOLD)
                                .toList(),
                        null));
    }

    /// Offsets of those partitions that are still there: what was committed may outlive a topic.
    Map<TopicPartition, Long> offsets(Identity identity, Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (question.isEmpty()) {
            return offsets;
        }
        try {
            cell.ask(identity, admin -> admin.listOffsets(question).all())
                    .forEach((partition, info) -> offsets.put(partition, info.offset()));
        } catch (Refusal refusal) {
            if (refusal.status() != CellRefusals.unknownTopic().status()) {
                throw refusal;
            }
            Set<String> present = cell.ask(identity, admin -> admin.listTopics().names());
            question.keySet().removeIf(partition -> !present.contains(partition.topic()));
            question.keySet()
                    .forEach(partition ->
                            offset(identity, partition, spec).ifPresent(offset -> offsets.put(partition, offset)));
        }
        return offsets;
    }

    private Optional<Long> offset(Identity identity, TopicPartition partition, OffsetSpec spec) {
        try {
            return Optional.of(cell.ask(
                            identity,
                            admin -> admin.listOffsets(Map.of(partition, spec)).partitionResult(partition))
                    .offset());
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }
}
