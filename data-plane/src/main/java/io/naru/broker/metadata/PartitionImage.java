package io.naru.broker.metadata;

import org.pcollections.PVector;

/// One partition's place in the cell.
public record PartitionImage(int leader, int leaderEpoch, PVector<Integer> replicas, PVector<Integer> inSyncReplicas) {}
