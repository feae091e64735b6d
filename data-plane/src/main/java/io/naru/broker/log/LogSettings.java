package io.naru.broker.log;

/// How one partition's log is kept; the names are those of Kafka's topic configs.
///
/// @param segmentBytes a segment is closed before it grows beyond this (a single larger batch fits all the same)
/// @param segmentMs a segment is closed when its first append is this long ago
/// @param indexIntervalBytes bytes of log between two index entries
/// @param retentionMs records older than this may be deleted; -1 for never
/// @param retentionBytes the oldest segments are deleted while the rest has at least this many bytes; -1 for never
/// @param cleanupPolicy whether old segments are deleted or compacted
/// @param deleteRetentionMs how long compaction keeps a tombstone
/// @param minCleanableDirtyRatio compaction waits until this share of the bytes (0 to 1) was never compacted
public record LogSettings(
        int segmentBytes,
        long segmentMs,
        int indexIntervalBytes,
        long retentionMs,
        long retentionBytes,
        CleanupPolicy cleanupPolicy,
        long deleteRetentionMs,
        double minCleanableDirtyRatio) {
    /// What happens to old segments.
    public enum CleanupPolicy {
        DELETE,
        COMPACT,
        COMPACT_AND_DELETE;

        public boolean compacts() {
            return this != DELETE;
        }

        public boolean deletes() {
            return this != COMPACT;
        }
    }

    private static final long DAY_MS = 24L * 60 * 60 * 1000;

    /// Kafka's defaults: 1 GiB or a week a segment, kept a week.
    public static final LogSettings DEFAULT =
            new LogSettings(1 << 30, 7 * DAY_MS, 4096, 7 * DAY_MS, -1, CleanupPolicy.DELETE, DAY_MS, 0.5);

    public LogSettings {
        if (segmentBytes <= 0 || segmentMs <= 0 || indexIntervalBytes < 0) {
            throw new IllegalArgumentException("segment bytes and time must be above 0, the index interval at least 0: "
                    + segmentBytes + ", " + segmentMs + ", " + indexIntervalBytes);
        }
    }

    public LogSettings withSegmentBytes(int bytes) {
        return new LogSettings(
                bytes,
                segmentMs,
                indexIntervalBytes,
                retentionMs,
                retentionBytes,
                cleanupPolicy,
                deleteRetentionMs,
                minCleanableDirtyRatio);
    }

    public LogSettings withRetention(long ms, long bytes) {
        return new LogSettings(
                segmentBytes,
                segmentMs,
                indexIntervalBytes,
                ms,
                bytes,
                cleanupPolicy,
                deleteRetentionMs,
                minCleanableDirtyRatio);
    }

    public LogSettings withCleanupPolicy(CleanupPolicy policy) {
        return new LogSettings(
                segmentBytes,
                segmentMs,
                indexIntervalBytes,
                retentionMs,
                retentionBytes,
                policy,
                deleteRetentionMs,
                minCleanableDirtyRatio);
    }
}
