package io.naru.broker.log;

import io.naru.broker.record.Batch;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One moment of a log: which segments it has, where it starts and ends. Immutable, usable from any thread, as long
/// as wanted: a segment deleted meanwhile reads as empty, and the caller finds the new start in a newer view.
///
/// Methods read the disk and may block. An [IOException] means the log's files cannot be read.
public final class LogView {
    private final long logStartOffset;
    private final LogPosition end;
    private final EpochHistory epochs;

    /// In order; the last one grows, and counts only up to `end`.
    private final List<Segment> segments;

    LogView(long logStartOffset, LogPosition end, EpochHistory epochs, List<Segment> segments) {
        this.logStartOffset = logStartOffset;
        this.end = end;
        this.epochs = epochs;
        this.segments = segments;
    }

    /// The first offset that may be read.
    public long logStartOffset() {
        return logStartOffset;
    }

    public LogPosition end() {
        return end;
    }

    List<Segment> segments() {
        return segments;
    }

    EpochHistory epochs() {
        return epochs;
    }

    /// Bytes of all segments.
    public long sizeInBytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += sizeOf(segment);
        }
        return bytes;
    }

    // ---- leader epochs

    /// The leader epoch of the last batch, or -1.
    public int latestEpoch() {
        return epochs.latestEpoch();
    }

    /// The leader epoch of an offset, or -1 if unknown.
    public int epochAt(long offset) {
        return epochs.epochAt(offset);
    }

    /// Where an epoch ended (KIP-101, KIP-320); null for an epoch above the latest, or where nothing is known.
    public @Nullable EpochEnd endOffsetFor(int epoch) {
        return epochs.endOf(epoch, end.offset());
    }

    // ---- reading

    /// Whole batches from the one that holds `offset` on, from one segment, below `limit`.
    /// If the first is larger than `maxBytes` it is given alone and whole if `atLeastOneBatch`, else nothing is.
    ///
    /// @param offset from the log start up to the log end
    /// @return to be released by the caller
    public LogSlice read(long offset, int maxBytes, boolean atLeastOneBatch, LogPosition limit) throws IOException {
        checkRange(offset);
        for (int i = indexOf(offset); i < segments.size() && offset < limit.offset(); i++) {
            Segment segment = segments.get(i);
            OpenFile file = segment.acquire();
            if (file == null) {
                return LogSlice.EMPTY;
            }
            boolean given = false;
            try {
                FileBatches batches = seek(segment, file, offset, limitIn(segment, file, limit));
                if (batches == null) {
                    continue;
                }
                LogSlice slice = slice(segment, file, batches, maxBytes, atLeastOneBatch, limit);
                given = !slice.isEmpty();
                return slice;
            } finally {
                if (!given) {
                    file.release();
                }
            }
        }
        return LogSlice.EMPTY;
    }

    /// Whether [#read] would not wait for the disk, and neither would whoever sends what it gives. Does not wait
    /// itself.
    public boolean isInMemory(long offset, int maxBytes) throws IOException {
        Segment segment = segments.get(indexOf(offset));
        return segment.isInMemory(offset, maxBytes, sizeOf(segment));
    }

    /// About how many bytes [#read] would give, without asking the disk; some thousand too many rather than too few.
    public int estimate(long offset, int maxBytes) {
        Segment segment = segments.get(indexOf(offset));
        long bytes = segment.bytesFrom(offset, sizeOf(segment));
        return bytes < 0 ? maxBytes : (int) Math.min(maxBytes, bytes);
    }

    /// [#read], and what it gives is in memory when it returns. Blocks.
    public LogSlice readIntoMemory(long offset, int maxBytes, boolean atLeastOneBatch, LogPosition limit)
            throws IOException {
        LogSlice slice = read(offset, maxBytes, atLeastOneBatch, limit);
        try {
            slice.fetchIntoMemory();
            segments.getFirst().passedThroughMemory(slice.length());
            return slice;
        } catch (IOException | RuntimeException failure) {
            slice.release();
            throw failure;
        }
    }

    /// The batches from the one that `batches` stands on.
    ///
    /// @param file becomes the slice's unless it is empty
    private LogSlice slice(
            Segment segment,
            OpenFile file,
            FileBatches batches,
            int maxBytes,
            boolean atLeastOneBatch,
            LogPosition limit)
            throws IOException {
        long from = batches.position();
        int first = batches.batch().sizeInBytes();
        if (first > maxBytes) {
            return atLeastOneBatch
                    ? new LogSlice(file, from, first, batches.batch().nextOffset())
                    : LogSlice.EMPTY;
        }
        long to = limitIn(segment, file, limit);
        if (to - from <= maxBytes) {
            long next = isLast(segment) ? end.offset() : segment.nextOffset();
            return new LogSlice(file, from, (int) (to - from), Math.min(next, limit.offset()));
        }
        FileBatches beyond = firstBeyond(from + maxBytes, segment, file, from, to);
        return new LogSlice(
                file, from, (int) (beyond.position() - from), beyond.batch().baseOffset());
    }

    /// Stands on the first batch that ends after a position. One begins at `from` and ends before, one ends after.
    private static FileBatches firstBeyond(long position, Segment segment, OpenFile file, long from, long to)
            throws IOException {
        long near = Math.max(from, segment.index(file).positionBefore(position));
        var batches = new FileBatches(file.file(), near, to, FileBatches.SMALL_CHUNK_BYTES);
        while (batches.next()) {
            if (batches.position() + batches.batch().sizeInBytes() > position) {
                return batches;
            }
        }
        throw new IOException(segment + " holds no batch at " + batches.position());
    }

    /// Gives batches in order, whole and uncompressed or not as they are stored, beginning with the one that holds
    /// `fromOffset`. The batch given is valid during the call only.
    ///
    /// @param maxBatches stop after so many
    /// @return the offset to go on from; `limit`'s when all was given
    public long replay(long fromOffset, LogPosition limit, int maxBatches, Consumer<Batch> consumer)
            throws IOException {
        long next = Math.max(fromOffset, logStartOffset);
        int left = maxBatches;
        for (int i = indexOf(next); i < segments.size() && next < limit.offset(); i++) {
            Segment segment = segments.get(i);
            OpenFile file = segment.acquire();
            if (file == null) {
                throw new IOException(segment + " was deleted while it was read");
            }
            try {
                FileBatches batches = seek(segment, file, next, limitIn(segment, file, limit));
                while (batches != null) {
                    if (left == 0) {
                        return next;
                    }
                    left--;
                    batches.loadWhole();
                    next = batches.batch().nextOffset();
                    consumer.accept(batches.batch());
                    batches = batches.next() ? batches : null;
                }
            } finally {
                file.release();
            }
        }
        return Math.max(next, limit.offset());
    }

    // ---- looking up times

    /// The first record below `limit` whose time is not before the given one; null if there is none.
    public @Nullable TimestampedOffset offsetForTimestamp(long timestampMs, LogPosition limit) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.baseOffset() >= limit.offset()) {
                return null;
            }
            if (nextOffsetOf(i) > logStartOffset && segment.maxTimestamp() >= timestampMs) {
                TimestampedOffset found = search(segment, timestampMs, limit);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// The first record below `limit` that has the largest time; null if there is none with a time.
    public @Nullable TimestampedOffset maxTimestamp(LogPosition limit) throws IOException {
        Segment youngest = null;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.baseOffset() < limit.offset()
                    && nextOffsetOf(i) > logStartOffset
                    && (youngest == null || segment.maxTimestamp() > youngest.maxTimestamp())) {
                youngest = segment;
            }
        }
        if (youngest == null || youngest.maxTimestamp() < 0) {
            return null;
        }
        TimestampedOffset found = search(youngest, youngest.maxTimestamp(), limit);
        return found != null ? found : searchLargest(limit);
    }

    /// The way that always finds it, for when the youngest record lies at or above the limit or below the start.
    private @Nullable TimestampedOffset searchLargest(LogPosition limit) throws IOException {
        var largest = new Object() {
            @Nullable
            TimestampedOffset found;
        };
        var cursor = new RecordCursor();
        replay(logStartOffset, limit, Integer.MAX_VALUE, batch -> {
            TimestampedOffset best = largest.found;
            if (batch.isControl() || batch.maxTimestamp() <= (best == null ? -1 : best.timestampMs())) {
                return;
            }
            TimestampedOffset first = firstNotBefore(batch, batch.maxTimestamp(), cursor);
            if (first != null) {
                largest.found = first;
            }
        });
        return largest.found;
    }

    private @Nullable TimestampedOffset search(Segment segment, long timestampMs, LogPosition limit)
            throws IOException {
        OpenFile file = segment.acquire();
        if (file == null) {
            return null;
        }
        try {
            long from = segment.baseOffset() + segment.index(file).offsetBefore(timestampMs);
            FileBatches batches = seek(segment, file, Math.max(from, logStartOffset), limitIn(segment, file, limit));
            var cursor = new RecordCursor();
            while (batches != null) {
                if (batches.batch().maxTimestamp() >= timestampMs) {
                    batches.loadWhole();
                    TimestampedOffset found = firstNotBefore(batches.batch(), timestampMs, cursor);
                    if (found != null) {
                        return found;
                    }
                }
                batches = batches.next() ? batches : null;
            }
            return null;
        } finally {
            file.release();
        }
    }

    private @Nullable TimestampedOffset firstNotBefore(Batch batch, long timestampMs, RecordCursor cursor) {
        cursor.open(batch);
        while (cursor.next()) {
            if (cursor.timestamp() >= timestampMs && cursor.offset() >= logStartOffset) {
                return new TimestampedOffset(cursor.offset(), cursor.timestamp(), batch.leaderEpoch());
            }
        }
        return null;
    }

    // ---- finding the way

    private void checkRange(long offset) {
        if (offset < logStartOffset || offset > end.offset()) {
            throw new IllegalArgumentException(
                    "offset " + offset + " is not from " + logStartOffset + " to " + end.offset());
        }
    }

    /// The last segment that begins at or before an offset.
    private int indexOf(long offset) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private boolean isLast(Segment segment) {
        return segment.baseOffset() == end.segmentBaseOffset();
    }

    private long sizeOf(Segment segment) {
        return isLast(segment) ? end.filePosition() : segment.size();
    }

    private long nextOffsetOf(int i) {
        return i + 1 < segments.size() ? segments.get(i + 1).baseOffset() : end.offset();
    }

    /// How many bytes of a segment lie below a limit.
    private long limitIn(Segment segment, OpenFile file, LogPosition limit) throws IOException {
        long size = sizeOf(segment);
        if (limit.offset() >= end.offset() || (!isLast(segment) && limit.offset() >= segment.nextOffset())) {
            return size;
        }
        if (limit.segmentBaseOffset() == segment.baseOffset() && !segment.isCompacted()) {
            return Math.min(size, limit.filePosition());
        }
        FileBatches beyond = seek(segment, file, limit.offset(), size);
        return beyond == null ? size : beyond.position();
    }

    /// Stands on the first batch of a segment that ends at or after an offset; null if there is none below `to`.
    private static @Nullable FileBatches seek(Segment segment, OpenFile file, long offset, long to) throws IOException {
        int from = segment.index(file).positionFor(offset - segment.baseOffset());
        var batches = new FileBatches(file.file(), from, to, FileBatches.SMALL_CHUNK_BYTES);
        while (batches.next()) {
            if (batches.batch().lastOffset() >= offset) {
                return batches;
            }
        }
        if (batches.position() < to) {
            throw new IOException(segment + " holds no batch at " + batches.position());
        }
        return null;
    }
}
