package io.naru.broker.group.coordinator;

import io.naru.broker.metadata.BinnedTopic;
import java.util.UUID;
import org.pcollections.PMap;

/// When, and in what circumstances, something is decided.
///
/// @param nowMs on the monotonic clock
/// @param wallMs on the wall clock
/// @param bin what the logical cluster has in the bin
/// @param clusterIsFull the logical cluster may not have another group in this partition
record Moment(long nowMs, long wallMs, PMap<UUID, BinnedTopic> bin, boolean clusterIsFull) {}
