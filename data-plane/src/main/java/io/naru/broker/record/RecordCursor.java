package io.naru.broker.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes over the records of one stored batch after the other, decompressing where needed. Reusable; not safe for
/// several threads. Keys, values and headers share memory that is valid until the next [#open].
public final class RecordCursor {
    private final RecordParser parser = new RecordParser();
    private final Decompressor decompressor = new Decompressor();
    private final int maxDecompressedBytes;
    private long baseOffset;
    private long baseTimestamp;
    private long appendTimestamp;
    private boolean hasAppendTime;
    private int left;

    public RecordCursor() {
        this(BatchRules.DEFAULT_MAX_DECOMPRESSED_BYTES);
    }

    /// A cursor that refuses batches whose records take more bytes when decompressed.
    public RecordCursor(int maxDecompressedBytes) {
        this.maxDecompressedBytes = maxDecompressedBytes;
    }

    /// Stands before the first record of a batch. The view may be moved afterwards, its buffer must stay.
    ///
    /// @throws CorruptBatchException if the records cannot be decompressed
    public RecordCursor open(Batch batch) {
        try {
            ByteBuffer records = decompressor.decompress(batch.codec(), batch.payload(), maxDecompressedBytes);
            parser.reset(records, records.position(), records.limit());
        } catch (PayloadException failure) {
            throw new CorruptBatchException(batch + ": " + failure.reason());
        }
        baseOffset = batch.baseOffset();
        baseTimestamp = batch.baseTimestamp();
        hasAppendTime = batch.hasAppendTime();
        appendTimestamp = batch.maxTimestamp();
        left = batch.count();
        return this;
    }

    /// Moves to the next record; false after the last.
    ///
    /// @throws CorruptBatchException if the record is broken
    public boolean next() {
        if (left == 0) {
            return false;
        }
        if (!parser.next()) {
            throw new CorruptBatchException(
                    "a record of the batch at " + baseOffset + " is broken: " + parser.problem());
        }
        left--;
        return true;
    }

    public long offset() {
        return baseOffset + parser.offsetDelta;
    }

    /// Milliseconds since the epoch, or -1.
    public long timestamp() {
        return hasAppendTime ? appendTimestamp : baseTimestamp + parser.timestampDelta;
    }

    public boolean hasKey() {
        return parser.keyLength >= 0;
    }

    public @Nullable ByteBuffer key() {
        return part(parser.keyAt, parser.keyLength);
    }

    /// Whether the record has a value; one without deletes its key in a compacted topic.
    public boolean hasValue() {
        return parser.valueLength >= 0;
    }

    public @Nullable ByteBuffer value() {
        return part(parser.valueAt, parser.valueLength);
    }

    public int headerCount() {
        return parser.headerCount;
    }

    public List<Header> headers() {
        if (parser.headerCount == 0) {
            return List.of();
        }
        var headers = new ArrayList<Header>(parser.headerCount);
        parser.rewindToHeaders();
        for (int i = 0; i < parser.headerCount; i++) {
            ByteBuffer key = part(parser.nextPart());
            ByteBuffer value = part(parser.nextPart());
            headers.add(new Header(
                    key == null ? "" : StandardCharsets.UTF_8.decode(key).toString(), value));
        }
        parser.leaveHeaders();
        return headers;
    }

    int offsetDelta() {
        return parser.offsetDelta;
    }

    private @Nullable ByteBuffer part(long fromAndLength) {
        return part((int) (fromAndLength >>> 32), (int) fromAndLength);
    }

    private @Nullable ByteBuffer part(int from, int length) {
        return length < 0 ? null : parser.data().slice(from, length);
    }
}
