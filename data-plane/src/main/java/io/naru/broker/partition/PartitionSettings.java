package io.naru.broker.partition;

import io.naru.broker.log.LogSettings;

/// A topic's settings as its partitions need them.
///
/// @param syncBeforeAck an append is answered, and readable, only once it is on disk (`flush.messages=1`, the effective
///     default at replication factor 1); otherwise after the write, and synced within a second
/// @param stampAppendTime `message.timestamp.type=LogAppendTime`
/// @param maxMessageBytes the largest batch, in bytes
/// @param timestampBeforeMaxMs how far a record's time may lie behind the broker's, in ms
/// @param timestampAfterMaxMs how far ahead, in ms
/// @param compacted `cleanup.policy` contains compact: every record needs a key
public record PartitionSettings(
        LogSettings log,
        boolean syncBeforeAck,
        boolean stampAppendTime,
        int maxMessageBytes,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        boolean compacted) {}
