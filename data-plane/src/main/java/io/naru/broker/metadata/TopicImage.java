package io.naru.broker.metadata;

import java.util.UUID;
import org.pcollections.PMap;
import org.pcollections.PVector;

/// A topic of one logical cluster.
///
/// @param configs what was set on the topic itself; defaults are not in here
/// @param internal made by the cell (`__consumer_offsets`, `__naru_…`), not to be written or deleted by clients
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
}
