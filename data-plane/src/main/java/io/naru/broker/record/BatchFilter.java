package io.naru.broker.record;

import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Rewrites stored batches with some of their records, for compaction. Offsets, times, producer and epoch stay; a
/// rewritten batch is not compressed. Reusable; not safe for several threads.
public final class BatchFilter {
    private final RecordCursor cursor = new RecordCursor();

    /// The batch with the records that pass: itself if all do and nothing else changes, null if none does.
    ///
    /// @param deleteHorizonMs set on a batch that keeps a record without a value and has no horizon yet
    public @Nullable ByteBuffer filter(Batch batch, Predicate<RecordCursor> keep, long deleteHorizonMs) {
        int kept = 0;
        boolean tombstones = false;
        for (cursor.open(batch); cursor.next(); ) {
            if (keep.test(cursor)) {
                kept++;
                tombstones |= !cursor.hasValue();
            }
        }
        if (kept == 0) {
            return null;
        }
        boolean newHorizon = tombstones && !batch.hasDeleteHorizon();
        if (kept == batch.count() && !newHorizon) {
            return batch.bytes();
        }
        return rewrite(batch, keep, newHorizon ? deleteHorizonMs : batch.baseTimestamp(), tombstones);
    }

    private ByteBuffer rewrite(Batch batch, Predicate<RecordCursor> keep, long horizonMs, boolean tombstones) {
        var builder = new BatchBuilder()
                .baseOffset(batch.baseOffset())
                .leaderEpoch(batch.leaderEpoch())
                .producer(batch.producerId(), batch.producerEpoch(), batch.baseSequence());
        if (batch.isTransactional()) {
            builder.transactional();
        }
        if (tombstones) {
            builder.deleteHorizon(horizonMs);
        }
        if (batch.hasAppendTime()) {
            builder.appendTime(batch.maxTimestamp());
        }
        for (cursor.open(batch); cursor.next(); ) {
            if (keep.test(cursor)) {
                builder.addAt(cursor.offsetDelta(), cursor.timestamp(), cursor.key(), cursor.value(), cursor.headers());
            }
        }
        return builder.lastOffsetDelta(batch.lastOffsetDelta()).build();
    }
}
