package io.naru.broker.log;

/// Where a batch landed.
///
/// @param end the log's end after it
/// @param rolled whether a new segment was begun for it
public record AppendResult(long baseOffset, long lastOffset, LogPosition end, boolean rolled) {}
