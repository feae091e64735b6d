package io.naru.broker.log;

/// A place between two batches: the offset, and where its first byte is. Taken from [AppendResult#end],
/// [PartitionLog#end] or [LogView#end], kept as high watermark and given back as the limit of a read.
///
/// @param offset the next record's offset
/// @param segmentBaseOffset the segment that holds the byte before
/// @param filePosition bytes of that segment before this place
public record LogPosition(long offset, long segmentBaseOffset, long filePosition) {
    /// The beginning of a log that never held anything.
    public static final LogPosition ZERO = new LogPosition(0, 0, 0);

    /// The same place under a higher offset, where there are no records between the two.
    LogPosition atLeast(long smallestOffset) {
        return offset >= smallestOffset ? this : new LogPosition(smallestOffset, segmentBaseOffset, filePosition);
    }
}
