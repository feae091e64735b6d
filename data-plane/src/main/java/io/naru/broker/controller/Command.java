package io.naru.broker.controller;

import io.naru.broker.metadata.BrokerImage;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What can be asked of the cell's metadata. A command is journaled before it is decided; each is
/// idempotent or refused when it comes twice.
public sealed interface Command {
    /// The largest a command may be when encoded: what an Aeron log with terms of 1 MiB takes as one
    /// message.
    int LARGEST_BYTES = 128 << 10;

    /// A broker tells where its clients find it.
    record RegisterBroker(BrokerImage broker) implements Command {}

    /// Makes a topic. Names, values and the replication factor were checked by the proposer.
    ///
    /// @param id chosen by the proposer, never used before
    record CreateTopic(
            String cluster,
            String name,
            UUID id,
            Layout layout,
            Map<String, String> configs,
            String principal,
            Limits limits)
            implements Command {
        public CreateTopic {
            configs = Map.copyOf(configs);
        }
    }

    /// Deletes a topic for good, at once.
    record DeleteTopic(String cluster, UUID topic, String principal) implements Command {}

    /// Deletes a topic in such a way that it can be restored for some time.
    ///
    /// @param graceMs for how long
    /// @param mostBinned what a logical cluster may have in its bin; the oldest make room
    record BinTopic(String cluster, UUID topic, String principal, long graceMs, int mostBinned) implements Command {}

    /// Brings a topic back from the bin.
    ///
    /// @param binnedVersion which deletion is taken back
    /// @param name the name it is to have; its own, or another if that is taken by now
    record RestoreTopic(String cluster, UUID topic, long binnedVersion, String name, String principal, Limits limits)
            implements Command {}

    /// Deletes a topic for good that is in the bin.
    ///
    /// @param binnedVersion which deletion is made final
    record PurgeBinnedTopic(String cluster, UUID topic, long binnedVersion, String principal) implements Command {}

    /// Deletes for good what has been in a logical cluster's bin for its time.
    record ExpireBin(String cluster) implements Command {}

    /// Grows a topic to a number of partitions.
    ///
    /// @param layout the partitions the topic shall have in all; an assignment is for the added ones only
    record CreatePartitions(String cluster, UUID topic, Layout layout, String principal, Limits limits)
            implements Command {}

    record ChangeTopicConfigs(String cluster, UUID topic, List<ConfigChange> changes, String principal)
            implements Command {
        public ChangeTopicConfigs {
            changes = List.copyOf(changes);
        }
    }

    /// Sets a block of producer ids aside; no id is ever given twice.
    record AllocateProducerIds(int count) implements Command {}

    /// What desired state says of a logical cluster.
    record SetClusterState(String cluster, Wanted wanted) implements Command {
        /// The end of a logical cluster is a statement, never the absence of one.
        public sealed interface Wanted {
            record Active() implements Wanted {}

            record Deleting(long sinceMs) implements Wanted {}
        }
    }

    /// Removes all topics of a logical cluster whose grace period is over; from here there is no way
    /// back.
    record PurgeCluster(String cluster, long graceMs) implements Command {}

    /// The groups and offsets of a purged cluster are gone too.
    record ConfirmPurge(String cluster) implements Command {}

    /// From here on decisions may take the branches of a newer feature level. Never lowered.
    record RaiseFeatureLevel(int level) implements Command {}

    /// How many partitions on how many brokers.
    ///
    /// @param replicationFactor what is wished for; placed on as many brokers as there are, up to this
    /// @param assignment replicas by partition, the leader first; empty to let the cell place them
    record Layout(int partitions, short replicationFactor, List<List<Integer>> assignment) {
        public Layout {
            assignment = assignment.stream().map(List::copyOf).toList();
        }

        /// Placed by the cell.
        public static Layout of(int partitions, int replicationFactor) {
            return new Layout(partitions, (short) replicationFactor, List.of());
        }
    }

    /// What a logical cluster may grow to, as the proposer knew it.
    record Limits(int topics, int partitions) {
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /// One step on a topic's configuration.
    sealed interface ConfigChange {
        String name();

        record Set(String name, String value) implements ConfigChange {}

        /// Back to the default.
        record Delete(String name) implements ConfigChange {}

        /// Adds to a list.
        ///
        /// @param base the list to start from where the topic has none of its own
        record Append(String name, List<String> values, List<String> base) implements ConfigChange {}

        /// Takes from a list.
        record Subtract(String name, List<String> values, List<String> base) implements ConfigChange {}
    }
}
