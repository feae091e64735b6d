package io.naru.broker.log;

import io.naru.broker.record.Batch;
import io.naru.broker.record.BatchFilter;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What compaction keeps of a batch.
///
/// A record without a value tells those who follow the log that its key is gone; it is kept for a while after the
/// first compaction that meets it. When that while ends stands in the batch (KIP-534's delete horizon).
final class BatchCleaner {
    private final Map<ByteBuffer, Long> lastOffsets;
    private final long nowMs;
    private final long deleteRetentionMs;
    private final BatchFilter filter = new BatchFilter();

    BatchCleaner(Map<ByteBuffer, Long> lastOffsets, long nowMs, long deleteRetentionMs) {
        this.lastOffsets = lastOffsets;
        this.nowMs = nowMs;
        this.deleteRetentionMs = deleteRetentionMs;
    }

    /// The batch to write in its place, which may be the batch itself, or null if nothing is kept. Valid until the
    /// next call.
    @Nullable
    ByteBuffer clean(Batch batch) {
        if (batch.isControl()) {
            return batch.bytes();
        }
        boolean expired = batch.hasDeleteHorizon() && nowMs >= batch.baseTimestamp();
        return filter.filter(
                batch,
                record -> {
                    ByteBuffer key = record.key();
                    if (key == null) {
                        return false;
                    }
                    Long last = lastOffsets.get(key);
                    boolean latest = last == null || record.offset() >= last;
                    return latest && (record.hasValue() || !expired);
                },
                nowMs + deleteRetentionMs);
    }
}
