package io.naru.broker.metadata;

import java.util.Collection;
import java.util.UUID;
import org.pcollections.PMap;
import org.pcollections.PVector;

/// A topic of one logical cluster.
///
/// @param replicationFactor what was wished for; the true replicas are those of each partition
/// @param configs what was set on the topic itself; defaults are not in here
/// @param internal made by the cell (`__consumer_offsets`, `__naru_…`), not to be written or deleted by
///     clients
public record TopicImage(
        UUID id,
        String cluster,
        String name,
        short replicationFactor,
        PVector<PartitionImage> partitions,
        PMap<String, String> configs,
        boolean internal) {

    public int partitionCount() {
        return partitions.size();
    }

    public TopicImage withName(String newName) {
        return new TopicImage(id, cluster, newName, replicationFactor, partitions, configs, internal);
    }

    public TopicImage withConfigs(PMap<String, String> newConfigs) {
        return new TopicImage(id, cluster, name, replicationFactor, partitions, newConfigs, internal);
    }

    public TopicImage withPartitions(Collection<PartitionImage> added) {
        return new TopicImage(id, cluster, name, replicationFactor, partitions.plusAll(added), configs, internal);
    }
}
