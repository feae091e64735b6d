package io.naru.broker.log;

/// A record found by its time.
///
/// @param timestampMs the record's time, or -1
public record TimestampedOffset(long offset, long timestampMs, int leaderEpoch) {}
