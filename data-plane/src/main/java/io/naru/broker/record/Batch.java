package io.naru.broker.record;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A view of one batch in a buffer: nothing is copied, and a view can be moved to the next batch with [#wrap].
/// Fields are read from the buffer each time. Not safe for several threads. Offsets and lengths are only to be
/// trusted after [BatchWalk] or [#isIntact].
public final class Batch {
    /// Base offset and length: what stands before the bytes that the length counts.
    public static final int LOG_OVERHEAD_BYTES = 12;

    /// A batch without its records.
    public static final int HEADER_BYTES = 61;

    public static final byte MAGIC = 2;
    public static final long NO_PRODUCER_ID = -1;
    public static final long NO_TIMESTAMP = -1;

    static final int LENGTH = 8;
    static final int LEADER_EPOCH = 12;
    static final int MAGIC_AT = 16;
    static final int CRC = 17;
    static final int ATTRIBUTES = 21;
    static final int LAST_OFFSET_DELTA = 23;
    static final int BASE_TIMESTAMP = 27;
    static final int MAX_TIMESTAMP = 35;
    static final int PRODUCER_ID = 43;
    static final int PRODUCER_EPOCH = 51;
    static final int BASE_SEQUENCE = 53;
    static final int COUNT = 57;

    static final int CODEC_MASK = 0x07;
    static final int APPEND_TIME_BIT = 0x08;
    static final int TRANSACTIONAL_BIT = 0x10;
    static final int CONTROL_BIT = 0x20;
    static final int DELETE_HORIZON_BIT = 0x40;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int at;

    /// The batch that begins at the buffer's position.
    public static Batch of(ByteBuffer buffer) {
        return new Batch().wrap(buffer, buffer.position());
    }

    /// Moves this view to the batch that begins at an index of a big-endian buffer.
    public Batch wrap(ByteBuffer buffer, int index) {
        this.buffer = buffer;
        this.at = index;
        return this;
    }

    public long baseOffset() {
        return buffer.getLong(at);
    }

    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    public long nextOffset() {
        return lastOffset() + 1;
    }

    public int lastOffsetDelta() {
        return buffer.getInt(at + LAST_OFFSET_DELTA);
    }

    /// The whole batch, base offset and length included.
    public int sizeInBytes() {
        return LOG_OVERHEAD_BYTES + buffer.getInt(at + LENGTH);
    }

    public int leaderEpoch() {
        return buffer.getInt(at + LEADER_EPOCH);
    }

    public byte magic() {
        return buffer.get(at + MAGIC_AT);
    }

    public int crc() {
        return buffer.getInt(at + CRC);
    }

    public short attributes() {
        return buffer.getShort(at + ATTRIBUTES);
    }

    /// How the records are compressed.
    ///
    /// @throws CorruptBatchException if the attributes name no codec
    public Codec codec() {
        Codec codec = Codec.ofId(attributes() & CODEC_MASK);
        if (codec == null) {
            throw new CorruptBatchException("codec " + (attributes() & CODEC_MASK) + " is unknown");
        }
        return codec;
    }

    /// Whether every record's time is the batch's max timestamp, set by the broker.
    public boolean hasAppendTime() {
        return (attributes() & APPEND_TIME_BIT) != 0;
    }

    public boolean isTransactional() {
        return (attributes() & TRANSACTIONAL_BIT) != 0;
    }

    public boolean isControl() {
        return (attributes() & CONTROL_BIT) != 0;
    }

    /// Whether [#baseTimestamp] is also the time after which compaction drops the batch's tombstones.
    public boolean hasDeleteHorizon() {
        return (attributes() & DELETE_HORIZON_BIT) != 0;
    }

    public long baseTimestamp() {
        return buffer.getLong(at + BASE_TIMESTAMP);
    }

    public long maxTimestamp() {
        return buffer.getLong(at + MAX_TIMESTAMP);
    }

    public long producerId() {
        return buffer.getLong(at + PRODUCER_ID);
    }

    public boolean hasProducerId() {
        return producerId() > NO_PRODUCER_ID;
    }

    public short producerEpoch() {
        return buffer.getShort(at + PRODUCER_EPOCH);
    }

    public int baseSequence() {
        return buffer.getInt(at + BASE_SEQUENCE);
    }

    /// The last record's sequence; sequences go on at 0 after 2^31-1.
    public int lastSequence() {
        return baseSequence() < 0 ? baseSequence() : (baseSequence() + lastOffsetDelta()) & Integer.MAX_VALUE;
    }

    /// Records in the batch; compaction may leave fewer than the offsets it spans.
    public int count() {
        return buffer.getInt(at + COUNT);
    }

    public void setBaseOffset(long offset) {
        buffer.putLong(at, offset);
    }

    public void setLeaderEpoch(int epoch) {
        buffer.putInt(at + LEADER_EPOCH, epoch);
    }

    /// Gives all records the broker's time.
    public void setAppendTime(long nowMs) {
        buffer.putShort(at + ATTRIBUTES, (short) (attributes() | APPEND_TIME_BIT));
        buffer.putLong(at + MAX_TIMESTAMP, nowMs);
        sealCrc();
    }

    void setMaxTimestamp(long timestampMs) {
        buffer.putLong(at + MAX_TIMESTAMP, timestampMs);
        sealCrc();
    }

    void sealCrc() {
        buffer.putInt(at + CRC, computeCrc(new CRC32C()));
    }

    /// Whether a whole batch of magic 2 with a right checksum begins here and ends at or before the buffer's limit.
    public boolean isIntact(CRC32C scratch) {
        return isPlausible(buffer.limit() - at) && crc() == computeCrc(scratch);
    }

    /// Whether the header makes sense: a batch of at most the given bytes, magic 2, counts that are not negative.
    /// Reads the header only.
    public boolean isPlausible(long availableBytes) {
        if (availableBytes < HEADER_BYTES) {
            return false;
        }
        int length = buffer.getInt(at + LENGTH);
        return length >= HEADER_BYTES - LOG_OVERHEAD_BYTES
                && (long) length + LOG_OVERHEAD_BYTES <= availableBytes
                && magic() == MAGIC
                && baseOffset() >= 0
                && lastOffsetDelta() >= 0
                && count() >= 0;
    }

    /// The checksum of attributes to the end.
    int computeCrc(CRC32C scratch) {
        int position = buffer.position();
        int limit = buffer.limit();
        buffer.limit(at + sizeInBytes()).position(at + ATTRIBUTES);
        scratch.reset();
        scratch.update(buffer);
        buffer.limit(limit).position(position);
        return (int) scratch.getValue();
    }

    /// The batch's bytes, sharing the buffer's content.
    public ByteBuffer bytes() {
        return buffer.slice(at, sizeInBytes());
    }

    /// The records as they are stored (compressed or not), sharing the buffer's content.
    ByteBuffer payload() {
        return buffer.slice(at + HEADER_BYTES, sizeInBytes() - HEADER_BYTES);
    }

    @Override
    public String toString() {
        return "batch of offsets " + baseOffset() + " to " + lastOffset() + ", " + sizeInBytes() + " bytes";
    }
}
