package io.naru.broker.systemtopic;

import org.jspecify.annotations.Nullable;

/// A committed record of a system topic.
///
/// @param timestampMs when it was written, by its producer's clock
/// @param value null for a tombstone
public record SystemRecord(long offset, long timestampMs, byte[] key, byte @Nullable [] value) {}
