package io.naru.broker.controller;

import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What has changed in the cell.
public sealed interface Event {
    record BrokerRegistered(BrokerImage broker) implements Event {}

    record TopicCreated(TopicImage topic) implements Event {}

    /// A topic is gone for good, from among the topics or from the bin.
    record TopicDeleted(String cluster, String name, UUID id) implements Event {}

    /// A topic is deleted and can be restored until `untilMs`.
    record TopicBinned(String cluster, String name, UUID id, long untilMs) implements Event {}

    /// A topic is back from the bin.
    ///
    /// @param topic as it is now; its name may be another one than it had
    record TopicRestored(TopicImage topic) implements Event {}

    /// What is set on a topic has changed.
    ///
    /// @param configs all that is set on the topic after the change
    record TopicConfigsChanged(String cluster, String name, UUID id, Map<String, String> configs) implements Event {
        public TopicConfigsChanged {
            configs = Map.copyOf(configs);
        }
    }

    /// A topic has grown.
    ///
    /// @param total the partitions the topic has now
    record PartitionsAdded(String cluster, String name, UUID id, List<PartitionImage> added, int total)
            implements Event {
        public PartitionsAdded {
            added = List.copyOf(added);
        }
    }

    /// A block of producer ids is given away.
    ///
    /// @param next the first id not given away
    record ProducerIdsAllocated(long next) implements Event {}

    record ClusterActivated(String cluster) implements Event {}

    record ClusterDeletionRequested(String cluster, long sinceMs) implements Event {}

    /// Its topics were removed by events of their own before this one.
    record ClusterPurgeStarted(String cluster) implements Event {}

    /// Nothing of the logical cluster is left.
    record ClusterPurged(String cluster) implements Event {}

    record FeatureLevelRaised(int level) implements Event {}
}
