package io.naru.broker.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes an uncompressed batch of the broker's own records. One builder makes one batch.
public final class BatchBuilder {
    private static final int FIRST_CAPACITY_BYTES = 512;
    private static final int NOT_SET = -1;

    private ByteBuffer out = ByteBuffer.allocate(FIRST_CAPACITY_BYTES).position(Batch.HEADER_BYTES);
    private long baseOffset;
    private int leaderEpoch = NOT_SET;
    private long producerId = Batch.NO_PRODUCER_ID;
    private short producerEpoch = NOT_SET;
    private int baseSequence = NOT_SET;
    private int attributes;
    private int count;
    private int lastOffsetDelta = NOT_SET;
    private long baseTimestamp;
    private boolean hasBaseTimestamp;
    private long maxTimestamp = Batch.NO_TIMESTAMP;

    /// Default 0; the log sets it at the append.
    public BatchBuilder baseOffset(long offset) {
        baseOffset = offset;
        return this;
    }

    /// Default -1; the log sets it at the append.
    public BatchBuilder leaderEpoch(int epoch) {
        leaderEpoch = epoch;
        return this;
    }

    /// Makes it a batch of an idempotent producer.
    public BatchBuilder producer(long id, short epoch, int firstSequence) {
        producerId = id;
        producerEpoch = epoch;
        baseSequence = firstSequence;
        return this;
    }

    public BatchBuilder transactional() {
        attributes |= Batch.TRANSACTIONAL_BIT;
        return this;
    }

    /// Makes it a batch of control records (transaction markers), which consumers never see.
    public BatchBuilder control() {
        attributes |= Batch.CONTROL_BIT;
        return this;
    }

    BatchBuilder appendTime(long timestampMs) {
        attributes |= Batch.APPEND_TIME_BIT;
        maxTimestamp = timestampMs;
        return this;
    }

    /// Compaction drops the batch's tombstones after this time; must be called before the first record.
    BatchBuilder deleteHorizon(long timestampMs) {
        attributes |= Batch.DELETE_HORIZON_BIT;
        baseTimestamp = timestampMs;
        hasBaseTimestamp = true;
        return this;
    }

    /// Spans offsets up to this delta, though the last ones may hold no record.
    BatchBuilder lastOffsetDelta(int delta) {
        lastOffsetDelta = delta;
        return this;
    }

    /// Adds a record without headers at the next offset; null is allowed for key and value.
    public BatchBuilder add(long timestampMs, byte @Nullable [] key, byte @Nullable [] value) {
        return add(
                timestampMs,
                key == null ? null : ByteBuffer.wrap(key),
                value == null ? null : ByteBuffer.wrap(value),
                List.of());
    }

    /// Adds a record at the next offset. Key and value are copied; their positions stay.
    public BatchBuilder add(
            long timestampMs, @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<Header> headers) {
        return addAt(lastOffsetDelta + 1, timestampMs, key, value, headers);
    }

    BatchBuilder addAt(
            int offsetDelta,
            long timestampMs,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            List<Header> headers) {
        if (!hasBaseTimestamp) {
            baseTimestamp = timestampMs;
            hasBaseTimestamp = true;
        }
        long timestampDelta = timestampMs - baseTimestamp;
        int length = 1
                + Varints.size(timestampDelta)
                + Varints.size(offsetDelta)
                + sizeOf(key)
                + sizeOf(value)
                + Varints.size(headers.size());
        for (Header header : headers) {
            int keyBytes = header.key().getBytes(StandardCharsets.UTF_8).length;
            length += Varints.size(keyBytes) + keyBytes + sizeOf(header.value());
        }
        reserve(length + Varints.LARGEST_BYTES);
        Varints.write(out, length);
        out.put((byte) 0);
        Varints.write(out, timestampDelta);
        Varints.write(out, offsetDelta);
        write(key);
        write(value);
        Varints.write(out, headers.size());
        for (Header header : headers) {
            write(ByteBuffer.wrap(header.key().getBytes(StandardCharsets.UTF_8)));
            write(header.value());
        }
        count++;
        lastOffsetDelta = Math.max(lastOffsetDelta, offsetDelta);
        if ((attributes & Batch.APPEND_TIME_BIT) == 0) {
            maxTimestamp = Math.max(maxTimestamp, timestampMs);
        }
        return this;
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /// Size of the batch so far.
    public int sizeInBytes() {
        return out.position();
    }

    /// The finished batch, from position 0 of a heap buffer.
    public ByteBuffer build() {
        if (count == 0) {
            throw new IllegalStateException("a batch needs a record");
        }
        int size = out.position();
        out.putLong(0, baseOffset);
        out.putInt(Batch.LENGTH, size - Batch.LOG_OVERHEAD_BYTES);
        out.putInt(Batch.LEADER_EPOCH, leaderEpoch);
        out.put(Batch.MAGIC_AT, Batch.MAGIC);
        out.putShort(Batch.ATTRIBUTES, (short) attributes);
        out.putInt(Batch.LAST_OFFSET_DELTA, lastOffsetDelta);
        out.putLong(Batch.BASE_TIMESTAMP, baseTimestamp);
        out.putLong(Batch.MAX_TIMESTAMP, maxTimestamp);
        out.putLong(Batch.PRODUCER_ID, producerId);
        out.putShort(Batch.PRODUCER_EPOCH, producerEpoch);
        out.putInt(Batch.BASE_SEQUENCE, baseSequence);
        out.putInt(Batch.COUNT, count);
        ByteBuffer batch = out.duplicate().flip();
        Batch.of(batch).sealCrc();
        return batch;
    }

    private void reserve(int bytes) {
        if (out.remaining() < bytes) {
            int capacity = Math.max(out.capacity() * 2, Math.addExact(out.position(), bytes));
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), capacity)).position(out.position());
        }
    }

    private static int sizeOf(@Nullable ByteBuffer part) {
        return part == null ? 1 : Varints.size(part.remaining()) + part.remaining();
    }

    private void write(@Nullable ByteBuffer part) {
        if (part == null) {
            Varints.write(out, NOT_SET);
        } else {
            Varints.write(out, part.remaining());
            int length = part.remaining();
            out.put(out.position(), part, part.position(), length).position(out.position() + length);
        }
    }
}
