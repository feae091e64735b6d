package io.naru.broker.partition;

import io.naru.broker.log.PartitionLog;
import org.jspecify.annotations.Nullable;

/// A recovered partition on its way from the background onto its shard.
record OpenedPartition(
        PartitionLog log,
        ProducerStates producers,
        PartitionSettings settings,
        int leaderEpoch,
        @Nullable AppendGuard guard,
        @Nullable Resident resident) {}
