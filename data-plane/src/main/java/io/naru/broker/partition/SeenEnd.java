package io.naru.broker.partition;

/// Where a partition's readable records ended when a fetch looked at it.
public record SeenEnd(PartitionHandle handle, long offset) {}
