package io.naru.broker.partition;

import java.util.UUID;

/// A partition's name for the broker's own use; topic names live only inside a logical cluster.
public record PartitionId(UUID topic, int partition) {
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
