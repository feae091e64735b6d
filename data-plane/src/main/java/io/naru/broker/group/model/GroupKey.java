package io.naru.broker.group.model;

/// A group's name, which means something only inside its logical cluster.
public record GroupKey(String cluster, String group) {}
