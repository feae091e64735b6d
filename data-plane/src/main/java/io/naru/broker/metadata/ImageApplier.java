package io.naru.broker.metadata;

import java.util.Set;
import java.util.UUID;

/// Makes a broker be what an image says: opens and closes partitions, takes over configurations.
public interface ImageApplier {
    /// Called on the controller's agent, in order; several commands of one group may arrive as one step. At the
    /// start it is called once with [MetadataImage#EMPTY] as `before`, on the starting thread.
    ///
    /// @param topics the topics that differ between the two images (made, changed or gone): nothing else has to
    ///     be compared
    /// @param applied runs, on any thread, once this broker serves what the image promises; creates are answered
    ///     only then
    void apply(MetadataImage before, MetadataImage after, Set<UUID> topics, Runnable applied);
}
