package io.naru.control.group;

import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClientAccess;
import io.naru.control.http.Refusal;
import io.naru.control.topic.Topics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Moves what a group has committed. What would change is always worked out first; it is carried out only where the
/// group has no members, as the cell demands.
@Singleton
class OffsetResets {
    private final CellClients cell;
    private final Groups groups;
    private final Topics topics;
    private final ClientAccess clients;
    private final Audit audit;

    OffsetResets(CellClients cell, Groups groups, Topics topics, ClientAccess clients, Audit audit) {
        this.cell = cell;
        this.groups = groups;
        this.topics = topics;
        this.clients = clients;
        this.audit = audit;
    }

    /// What is asked for.
    ///
    /// @param topics all that the group has committed for when empty
    /// @param partitions all of the topics when empty
    record Wanted(Target target, Set<String> topics, Set<TopicPartition> partitions, boolean dryRun) {}

    /// A partition's move.
    ///
    /// @param from null where nothing was committed
    private record Move(TopicPartition partition, @Nullable Long from, long to, long first) {
        /// What was committed before the first message kept cannot be read again from there.
        long replayed() {
            return from == null ? 0 : Math.max(0, Math.max(from, first) - to);
        }

        long skipped() {
            return from == null ? 0 : Math.max(0, to - Math.max(from, first));
        }
    }

    ResetViews.Result reset(Identity identity, String groupId, Wanted wanted) {
        ConsumerGroupDescription group = groups.get(identity, groupId);
        List<String> active = Groups.named(group);
        List<Move> moves = moves(identity, groupId, wanted);
        if (!wanted.dryRun()) {
            requireNobody(groupId, group.members().size(), active);
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    moves.stream().collect(Collectors.toMap(Move::partition, move -> new OffsetAndMetadata(move.to())));
            if (!offsets.isEmpty()) {
                cell.ask(
                        identity,
                        admin -> admin.alterConsumerGroupOffsets(groupId, offsets)
                                .all());
                audit.recordMade(told(Change.in(identity.lkc(), groupId), moves));
            }
        } else {
            audit.nothingChanged();
        }
        return new ResetViews.Result(
                identity.lkc(),
                groupId,
                wanted.dryRun(),
                active,
                moves.stream().map(OffsetResets::view).toList(),
                Long.toString(moves.stream().mapToLong(Move::replayed).sum()),
                Long.toString(moves.stream().mapToLong(Move::skipped).sum()),
                command(groupId, wanted, moves));
    }

    private static Change told(Change change, List<Move> moves) {
        Change all = change;
        for (Move move : moves.stream().limit(Groups.MOST_TOLD).toList()) {
            all = all.field(move.partition().toString(), move.from(), move.to());
        }
        return all;
    }

    private static ResetViews.Partition view(Move move) {
        return new ResetViews.Partition(
                move.partition().topic(),
                move.partition().partition(),
                move.from() == null ? null : Long.toString(move.from()),
                Long.toString(move.to()),
                Long.toString(move.replayed()),
                Long.toString(move.skipped()));
    }

    static void requireNobody(String groupId, int members, List<String> named) {
        if (members > 0) {
            String more = members > named.size() ? " and " + (members - named.size()) + " more" : "";
            throw Refusal.conflict(
                            "group_not_empty",
                            "Group " + groupId + " has " + members + (members == 1 ? " member: " : " members: ")
                                    + String.join(", ", named) + more + ". Stop them, then try again.")
                    .withKafkaCode(Groups.NOT_EMPTY);
        }
    }

    private List<Move> moves(Identity identity, String groupId, Wanted wanted) {
        Map<TopicPartition, Long> committed = groups.committed(identity, groupId);
        Set<TopicPartition> chosen = chosen(identity, wanted, committed.keySet());
        if (chosen.size() > Target.MOST_PARTITIONS) {
            throw Refusal.badRequest("These are " + chosen.size() + " partitions; at most " + Target.MOST_PARTITIONS
                    + " can be reset at once. Name some of the topics.");
        }
        Map<TopicPartition, Long> firsts = groups.offsets(identity, chosen, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = groups.offsets(identity, chosen, OffsetSpec.latest());
        Map<TopicPartition, Long> atTime = wanted.target() instanceof Target.Time time
                ? groups.offsets(
                        identity, chosen, OffsetSpec.forTimestamp(time.at().toEpochMilli()))
                : Map.of();
        List<Move> moves = new ArrayList<>();
        for (TopicPartition partition : chosen) {
            Long first = firsts.get(partition);
            Long end = ends.get(partition);
            Long from = committed.get(partition);
            if (first == null || end == null) {
                continue;
            }
            long to = switch (wanted.target()) {
                case Target.Oldest oldest -> first;
                case Target.Newest newest -> end;
                case Target.Time time -> {
                    long found = atTime.getOrDefault(partition, -1L);
                    yield found < 0 ? end : found;
                }
                case Target.Offset offset -> offset.offset();
                case Target.Shift shift -> shifted(from == null ? first : from, shift.messages());
                case Target.Each each -> each.offsets().getOrDefault(partition, end);
            };
            moves.add(new Move(partition, from, Math.clamp(to, first, end), first));
        }
        moves.sort(Comparator.comparing((Move move) -> move.partition().topic())
                .thenComparingInt(move -> move.partition().partition()));
        return moves;
    }

    private static long shifted(long offset, long by) {
        return by > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + by;
    }

    private Set<TopicPartition> chosen(Identity identity, Wanted wanted, Collection<TopicPartition> committed) {
        Set<TopicPartition> chosen = new HashSet<>();
        if (wanted.target() instanceof Target.Each each) {
            chosen.addAll(each.offsets().keySet());
        } else if (!wanted.partitions().isEmpty()) {
            chosen.addAll(wanted.partitions());
        } else if (wanted.topics().isEmpty()) {
            chosen.addAll(committed);
        } else {
            for (String topic : wanted.topics()) {
                int count = topics.get(identity, topic).partitions().size();
                for (int partition = 0; partition < count; partition++) {
                    chosen.add(new TopicPartition(topic, partition));
                }
            }
        }
        return chosen;
    }

    private String command(String groupId, Wanted wanted, List<Move> moves) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        moves.forEach(move -> byTopic.computeIfAbsent(move.partition().topic(), topic -> new ArrayList<>())
                .add(move.partition().partition()));
        StringBuilder command = new StringBuilder("kafka-consumer-groups.sh --bootstrap-server ")
                .append(clients.bootstrap())
                .append(" --command-config client.properties --group ")
                .append(quoted(groupId))
                .append(" --reset-offsets ")
                .append(wanted.target().option());
        boolean all = wanted.topics().isEmpty() && wanted.partitions().isEmpty();
        if (all) {
            command.append(" --all-topics");
        } else {
            Map<String, String> named = new HashMap<>();
            byTopic.forEach((topic, partitions) -> named.put(
                    topic,
                    wanted.partitions().isEmpty()
                            ? topic
                            : topic + ":"
                                    + partitions.stream().map(String::valueOf).collect(Collectors.joining(","))));
            byTopic.keySet().forEach(topic -> command.append(" --topic ").append(named.get(topic)));
        }
        return command.append(wanted.dryRun() ? " --dry-run" : " --execute").toString();
    }

    /// As a POSIX shell takes it for one word.
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
