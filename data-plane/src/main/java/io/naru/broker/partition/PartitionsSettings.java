package io.naru.broker.partition;

/// The broker's own settings for its partitions.
///
/// @param shards threads that own partitions, at least 1
/// @param queuedCommands commands a shard takes before it refuses with a retriable answer
/// @param housekeepingEveryMs between two rounds of retention and compaction (`log.retention.check.interval.ms`)
/// @param reopenAfterMs between a partition's failure and the first try to open it again; later tries come ever later
/// @param producerIdExpirationMs how long an idle producer is remembered (`producer.id.expiration.ms`)
public record PartitionsSettings(
        int shards, int queuedCommands, long housekeepingEveryMs, long reopenAfterMs, long producerIdExpirationMs) {

    public static PartitionsSettings defaults(int shards) {
        return new PartitionsSettings(shards, 4_096, 30_000, 1_000, 86_400_000);
    }
}
