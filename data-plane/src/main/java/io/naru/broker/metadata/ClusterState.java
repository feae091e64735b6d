package io.naru.broker.metadata;

/// Where a logical cluster stands in the controller's own journal.
public sealed interface ClusterState {
    record Active() implements ClusterState {}

    /// Refuses creates; purged after the grace period, may become active again before it ends.
    record Deleting(long sinceMs) implements ClusterState {}

    /// Its topics are gone, its groups and offsets are being removed; there is no way back.
    record Purging(long sinceMs) implements ClusterState {}

    /// Its topics and groups are gone; the id is never used again.
    record Purged() implements ClusterState {}
}
