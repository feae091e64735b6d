package io.naru.broker.group.coordinator;

/// When, and in what circumstances, something is decided.
///
/// @param nowMs on the monotonic clock
/// @param wallMs on the wall clock
/// @param clusterIsFull the logical cluster may not have another group in this partition
record Moment(long nowMs, long wallMs, boolean clusterIsFull) {}
