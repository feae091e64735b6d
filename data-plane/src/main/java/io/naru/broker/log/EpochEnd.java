package io.naru.broker.log;

/// Where a leader epoch ended.
///
/// @param epoch the largest epoch in the log that is not above the one asked for
/// @param endOffset the first offset after it
public record EpochEnd(int epoch, long endOffset) {}
