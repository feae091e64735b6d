package io.naru.broker.systemtopic;

import org.jspecify.annotations.Nullable;

/// A committed record of a system topic.
///
/// @param value null for a tombstone
public record SystemRecord(long offset, byte[] key, byte @Nullable [] value) {}
