package io.naru.broker.partition;

import io.naru.broker.log.LogPosition;
import io.naru.broker.log.LogView;

/// One moment of a partition, for readers on any thread: everything in it belongs together.
///
/// @param highWatermark readers see records below it
public record PartitionView(int leaderEpoch, LogPosition highWatermark, LogView log, PartitionSettings settings) {
    public long logStartOffset() {
        return log.logStartOffset();
    }
}
