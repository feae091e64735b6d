package io.naru.broker.metadata;

/// Where a logical cluster stands in the controller's own journal.
public sealed interface ClusterState {
    record Active() implements ClusterState {}

    /// Refuses creates; purged after the grace period.
    record Deleting(long sinceMs) implements ClusterState {}

    /// Its topics and groups are gone; the id is never used again.
    record Purged() implements ClusterState {}
}
