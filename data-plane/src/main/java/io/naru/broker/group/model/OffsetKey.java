package io.naru.broker.group.model;

/// What an offset is kept under inside its group. By name, as Kafka does: old clients know no ids.
public record OffsetKey(String topic, int partition) {}
