package io.naru.broker.tenancy.desired;

import io.naru.broker.systemtopic.SystemRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// How far the topic was read, and the last record before: a topic that was emptied and filled again beyond this place
/// has another one there, or the same one written at another time.
///
/// @param nextOffset the first offset that was not read
/// @param lastOffset of the last record read; -1 for none
/// @param lastPrint what that record is known by
record TopicPlace(long nextOffset, long lastOffset, long lastPrint) {
    static final TopicPlace BEGINNING = new TopicPlace(0, -1, 0);

    /// From where to read so that the last record shows once more.
    long readFrom() {
        return lastOffset < 0 ? nextOffset : lastOffset;
    }

    /// Whether records read from [#readFrom()] on show that this is the topic that was read. If the last record is
    /// gone, as compaction may have taken it, nothing shows it.
    boolean isShownBy(List<SystemRecord> records) {
        return lastOffset < 0
                || (!records.isEmpty()
                        && records.getFirst().offset() == lastOffset
                        && print(records.getFirst()) == lastPrint);
    }

    TopicPlace after(SystemRecord record) {
        return new TopicPlace(Math.max(nextOffset, record.offset() + 1), record.offset(), print(record));
    }

    /// Beyond a gap that compaction left.
    TopicPlace upTo(long offset) {
        return new TopicPlace(Math.max(nextOffset, offset), lastOffset, lastPrint);
    }

    private static long print(SystemRecord record) {
        byte[] value = record.value();
        return (crc(record.timestampMs(), record.key()) << Integer.SIZE)
                | (value == null ? 0 : crc(record.timestampMs(), value));
    }

    private static long crc(long timestampMs, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(timestampMs).flip());
        crc.update(bytes);
        return crc.getValue();
    }
}
