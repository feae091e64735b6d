package io.naru.broker.controller.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One entry as it stands in a segment: version (1 byte), length of the entry (4), CRC32C of all the
/// rest (4), index (8),
/// the last index that was durable when this was written (8), the entry. Big endian.
///
/// The first nine bytes mean the same in every version, so that an older broker knows a newer frame from
/// garbage. The durable index tells an interrupted write from damage: a bad frame is damage if anything
/// behind it was written when it was durable already.
///
/// @param end the position behind the frame
record Frame(byte version, long index, long durable, ByteBuffer entry, int end) {
    static final byte VERSION = 1;
    private static final byte LARGEST_VERSION = 16;
    static final int HEADER_BYTES = 25;
    private static final int LENGTH_AT = 1;
    private static final int CRC_AT = 5;
    private static final int INDEX_AT = 9;
    private static final int DURABLE_AT = 17;

    static void write(ByteBuffer target, long index, long durable, ByteBuffer entry) {
        int start = target.position();
        target.put(VERSION)
                .putInt(entry.remaining())
                .putInt(0)
                .putLong(index)
                .putLong(durable)
                .put(entry.duplicate());
        target.putInt(start + CRC_AT, crc(target, start, target.position()));
    }

    /// The frame at a position, or null if there is none that is whole.
    static @Nullable Frame read(ByteBuffer segment, int at) {
        if (segment.limit() - at < HEADER_BYTES || segment.get(at) < VERSION || segment.get(at) > LARGEST_VERSION) {
            return null;
        }
        int length = segment.getInt(at + LENGTH_AT);
        int rest = segment.limit() - at - HEADER_BYTES;
        if (length < 0 || length > Math.min(rest, Journal.LARGEST_ENTRY_BYTES)) {
            return null;
        }
        int end = at + HEADER_BYTES + length;
        if (segment.getInt(at + CRC_AT) != crc(segment, at, end)) {
            return null;
        }
        return new Frame(
                segment.get(at),
                segment.getLong(at + INDEX_AT),
                segment.getLong(at + DURABLE_AT),
                segment.slice(at + HEADER_BYTES, length),
                end);
    }

    static int crc(ByteBuffer bytes, int start, int end) {
        var crc = new CRC32C();
        crc.update(bytes.slice(start, CRC_AT));
        crc.update(bytes.slice(start + INDEX_AT, end - start - INDEX_AT));
        return (int) crc.getValue();
    }
}
