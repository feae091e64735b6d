package io.naru.broker.controller;

import io.naru.broker.controller.Command.ConfigChange;
import io.naru.broker.controller.Command.SetClusterState.Wanted;
import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePVector;

/// From a state and an entry to events or a refusal. Pure, and the same on every voter and in every
/// replay: a change of what is decided here needs a new feature level.
final class Decider {
    private static final String DELETION_PROTECTION = "naru.deletion.protection";
    private static final long LARGEST_SKEW_MS = 3_600_000;
    private static final String CELL = Principal.CELL.name();

    private final CellState state;
    private final Entry entry;

    private Decider(CellState state, Entry entry) {
        this.state = state;
        this.entry = entry;
    }

    /// Decides an entry, or answers one that was decided before.
    static Decision decide(CellState state, Entry entry) {
        ClientSession session = state.sessions().getOrDefault(entry.client(), ClientSession.EMPTY);
        CommandResult earlier = session.resultOf(entry.sequence());
        if (earlier != null) {
            return new Decision(List.of(), earlier, CELL);
        }
        if (session.isForgotten(entry.sequence())) {
            return Decision.refused(
                    Refusal.TIMED_OUT, "This command was sent again too late; whether it holds is not known.");
        }
        return new Decider(state, entry).decide();
    }

    private Decision decide() {
        return switch (entry.command()) {
            case Command.RegisterBroker register -> registerBroker(register);
            case Command.CreateTopic create -> createTopic(create);
            case Command.DeleteTopic delete -> deleteTopic(delete);
            case Command.CreatePartitions create -> createPartitions(create);
            case Command.ChangeTopicConfigs change -> changeTopicConfigs(change);
            case Command.AllocateProducerIds allocate -> allocateProducerIds(allocate);
            case Command.SetClusterState set -> setClusterState(set);
            case Command.PurgeCluster purge -> purgeCluster(purge);
            case Command.ConfirmPurge confirm -> confirmPurge(confirm);
            case Command.RaiseFeatureLevel raise ->
                raise.level() <= state.featureLevel()
                        ? Decision.unchanged(state)
                        : Decision.of(state, CELL, new Event.FeatureLevelRaised(raise.level()));
            case Command.BinTopic bin -> new BinDecider(state, entry).bin(bin);
            case Command.RestoreTopic restore -> new BinDecider(state, entry).restore(restore);
            case Command.PurgeBinnedTopic purge -> new BinDecider(state, entry).purge(purge);
            case Command.ExpireBin expire -> new BinDecider(state, entry).expire(expire);
        };
    }

    private Decision registerBroker(Command.RegisterBroker command) {
        return command.broker()
                        .equals(state.image().brokers().get(command.broker().id()))
                ? Decision.unchanged(state)
                : Decision.of(state, CELL, new Event.BrokerRegistered(command.broker()));
    }

    private Decision createTopic(Command.CreateTopic command) {
        String cluster = command.cluster();
        TopicImage namesake = state.image().topic(cluster, command.name());
        if (namesake != null) {
            return namesake.id().equals(command.id())
                    ? Decision.unchanged(state)
                    : Decision.refused(Refusal.TOPIC_EXISTS, "Topic '" + command.name() + "' already exists.");
        }
        if (state.image().topicsById().containsKey(command.id())
                || state.image().bin().byId().containsKey(command.id())) {
            return Decision.refused(Refusal.TOPIC_EXISTS, "Topic id " + command.id() + " is taken.");
        }
        Decision refusal = new Growth(state).refuse(cluster, 1, command.layout().partitions(), command.limits());
        if (refusal == null) {
            refusal = refuseLayout(0, command.layout());
        }
        if (refusal != null) {
            return refusal;
        }
        List<PartitionImage> partitions = placement().place(command.id(), 0, command.layout());
        TopicImage topic = new TopicImage(
                command.id(),
                cluster,
                command.name(),
                replicationFactor(command.layout()),
                TreePVector.from(partitions),
                HashTreePMap.from(command.configs()),
                cluster.equals(Principal.SYSTEM_CLUSTER));
        return Decision.of(state, command.principal(), new Event.TopicCreated(topic));
    }

    private static short replicationFactor(Command.Layout layout) {
        return layout.assignment().isEmpty()
                ? layout.replicationFactor()
                : (short) layout.assignment().getFirst().size();
    }

    private Decision deleteTopic(Command.DeleteTopic command) {
        TopicImage topic = state.image().topic(command.cluster(), command.topic());
        if (topic == null) {
            return unknownTopic();
        }
        Decision refusal = refuseProtected(topic);
        if (refusal != null) {
            return refusal;
        }
        return Decision.of(
                state, command.principal(), new Event.TopicDeleted(topic.cluster(), topic.name(), topic.id()));
    }

    static @Nullable Decision refuseProtected(TopicImage topic) {
        return Boolean.parseBoolean(topic.configs().get(DELETION_PROTECTION))
                ? Decision.refused(
                        Refusal.DELETION_PROTECTED,
                        "Topic '" + topic.name() + "' is protected from deletion. Set its configuration "
                                + DELETION_PROTECTION + " to false first.")
                : null;
    }

    private Decision createPartitions(Command.CreatePartitions command) {
        TopicImage topic = state.image().topic(command.cluster(), command.topic());
        if (topic == null) {
            return unknownTopic();
        }
        int present = topic.partitionCount();
        int wanted = command.layout().partitions();
        if (wanted <= present) {
            return Decision.refused(
                    Refusal.INVALID_PARTITIONS,
                    wanted == present
                            ? "Topic already has " + present + " partition(s)."
                            : "The topic " + topic.name() + " currently has " + present + " partition(s); " + wanted
                                    + " would not be an increase.");
        }
        Decision refusal = new Growth(state).refuse(command.cluster(), 0, wanted - present, command.limits());
        if (refusal == null) {
            refusal = refuseLayout(present, command.layout());
        }
        if (refusal != null) {
            return refusal;
        }
        Command.Layout layout = new Command.Layout(
                wanted, topic.replicationFactor(), command.layout().assignment());
        List<PartitionImage> added = placement().place(topic.id(), present, layout);
        return Decision.of(
                state,
                command.principal(),
                new Event.PartitionsAdded(topic.cluster(), topic.name(), topic.id(), added, wanted));
    }

    private Decision changeTopicConfigs(Command.ChangeTopicConfigs command) {
        TopicImage topic = state.image().topic(command.cluster(), command.topic());
        if (topic == null) {
            return unknownTopic();
        }
        Map<String, String> configs = new TreeMap<>(topic.configs());
        for (ConfigChange change : command.changes()) {
            String refused = change(configs, change);
            if (refused != null) {
                return Decision.refused(Refusal.INVALID_CONFIG, refused);
            }
        }
        return configs.equals(topic.configs())
                ? Decision.unchanged(state)
                : Decision.of(
                        state,
                        command.principal(),
                        new Event.TopicConfigsChanged(topic.cluster(), topic.name(), topic.id(), configs));
    }

    private static @Nullable String change(Map<String, String> configs, ConfigChange change) {
        switch (change) {
            case ConfigChange.Set set -> configs.put(set.name(), set.value());
            case ConfigChange.Delete delete -> configs.remove(delete.name());
            case ConfigChange.Append append -> {
                List<String> values = list(configs, append.name(), append.base());
                append.values().stream()
                        .filter(value -> !values.contains(value))
                        .forEach(values::add);
                configs.put(append.name(), String.join(",", values));
            }
            case ConfigChange.Subtract subtract -> {
                List<String> values = list(configs, subtract.name(), subtract.base());
                values.removeAll(subtract.values());
                if (values.isEmpty()) {
                    return "Nothing would be left of the list " + subtract.name() + "; delete the configuration to "
                            + "return to its default.";
                }
                configs.put(subtract.name(), String.join(",", values));
            }
        }
        return null;
    }

    private static List<String> list(Map<String, String> configs, String name, List<String> base) {
        String present = configs.get(name);
        return new ArrayList<>(present == null ? base : List.of(present.split(",")));
    }

    private Decision allocateProducerIds(Command.AllocateProducerIds command) {
        long first = state.nextProducerId();
        return new Decision(
                List.of(new Event.ProducerIdsAllocated(first + command.count())),
                new CommandResult.ProducerIds(first, command.count()),
                CELL);
    }

    private Decision setClusterState(Command.SetClusterState command) {
        String cluster = command.cluster();
        ClusterState present = state.image().clusters().get(cluster);
        if (present instanceof ClusterState.Purging || present instanceof ClusterState.Purged) {
            return switch (command.wanted()) {
                case Wanted.Active _ ->
                    Decision.refused(
                            Refusal.CLUSTER_DELETED,
                            "Logical cluster " + cluster + " was purged; its id is never used again.");
                case Wanted.Deleting _ -> Decision.unchanged(state);
            };
        }
        return switch (command.wanted()) {
            case Wanted.Active _ ->
                present instanceof ClusterState.Active
                        ? Decision.unchanged(state)
                        : Decision.of(state, CELL, new Event.ClusterActivated(cluster));
            case Wanted.Deleting deleting ->
                present instanceof ClusterState.Deleting
                        ? Decision.unchanged(state)
                        // The grace period never begins before the cell has heard of the deletion: a
                        // wrong clock elsewhere must not take it away.
                        : Decision.of(
                                state,
                                CELL,
                                new Event.ClusterDeletionRequested(
                                        cluster,
                                        Math.clamp(
                                                deleting.sinceMs(), entry.timeMs(), entry.timeMs() + LARGEST_SKEW_MS)));
        };
    }

    private Decision purgeCluster(Command.PurgeCluster command) {
        return switch (state.image().clusters().get(command.cluster())) {
            case ClusterState.Deleting deleting
            when entry.timeMs() - deleting.sinceMs() >= command.graceMs() -> {
                List<Event> events = new ArrayList<>();
                for (TopicImage topic : state.image().topics(command.cluster())) {
                    events.add(new Event.TopicDeleted(topic.cluster(), topic.name(), topic.id()));
                }
                events.addAll(new BinDecider(state, entry).empty(command.cluster()));
                events.add(new Event.ClusterPurgeStarted(command.cluster()));
                yield Decision.of(state, CELL, events);
            }
            case ClusterState.Deleting _ ->
                Decision.refused(
                        Refusal.GRACE_NOT_OVER,
                        "The grace period of logical cluster " + command.cluster() + " is not over.");
            case ClusterState.Purging _, ClusterState.Purged _ -> Decision.unchanged(state);
            case ClusterState.Active _ ->
                Decision.refused(
                        Refusal.GRACE_NOT_OVER, "Logical cluster " + command.cluster() + " is not being deleted.");
            case null -> unknownCluster(command.cluster());
        };
    }

    private Decision confirmPurge(Command.ConfirmPurge command) {
        return switch (state.image().clusters().get(command.cluster())) {
            case ClusterState.Purging _ -> Decision.of(state, CELL, new Event.ClusterPurged(command.cluster()));
            case ClusterState.Purged _ -> Decision.unchanged(state);
            case ClusterState.Active _, ClusterState.Deleting _ ->
                Decision.refused(
                        Refusal.GRACE_NOT_OVER, "Logical cluster " + command.cluster() + " is not being purged.");
            case null -> unknownCluster(command.cluster());
        };
    }

    private @Nullable Decision refuseLayout(int first, Command.Layout layout) {
        if (!layout.assignment().isEmpty()) {
            String refused = placement().refuse(first, layout);
            return refused == null ? null : Decision.refused(Refusal.INVALID_ASSIGNMENT, refused);
        }
        return state.image().brokers().isEmpty()
                ? Decision.refused(Refusal.NO_BROKER, "No broker has registered yet; try again.")
                : null;
    }

    private Placement placement() {
        return new Placement(state.image().brokers().keySet());
    }

    static Decision unknownTopic() {
        return Decision.refused(Refusal.UNKNOWN_TOPIC, "This topic does not exist.");
    }

    private static Decision unknownCluster(String cluster) {
        return Decision.refused(Refusal.UNKNOWN_CLUSTER, "Logical cluster " + cluster + " is not known.");
    }
}
