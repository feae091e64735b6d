package io.naru.broker.metrics;

import java.util.UUID;

/// How much of the disk topics take here. Called on the usage publisher's thread; answers from memory.
public interface StorageSizes {
    /// Bytes of all this broker's partitions of a topic.
    long bytesOf(UUID topic);
}
