package io.naru.broker.runtime;

import io.naru.broker.controller.ControllerSettings;
import io.naru.broker.partition.PartitionsSettings;
import io.naru.broker.tenancy.desired.FollowerSettings;

/// The bounds and intervals of a broker's rooms that no operator sets. A simulation makes them small, so that what
/// takes days elsewhere happens all the time.
///
/// @param internalSegmentBytes the size of a segment of the cell's own topics: small, so that compaction soon has
///     closed segments to work on
public record BrokerSettings(
        ControllerSettings controller,
        PartitionsSettings partitions,
        FollowerSettings desiredState,
        int internalSegmentBytes) {
    private static final int INTERNAL_SEGMENT_BYTES = 16 << 20;

    static BrokerSettings of(BrokerConfig config) {
        return new BrokerSettings(
                ControllerSettings.DEFAULT.withGraceMs(config.clusterDeletionGraceMs()),
                PartitionsSettings.defaults(config.shardThreads()),
                FollowerSettings.DEFAULT,
                INTERNAL_SEGMENT_BYTES);
    }
}
