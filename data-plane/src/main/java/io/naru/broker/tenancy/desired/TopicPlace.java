package io.naru.broker.tenancy.desired;

import io.naru.broker.systemtopic.SystemRecord;
import java.util.zip.CRC32C;

/// How far the topic was read, and the last record before: a topic that was emptied and filled again beyond this place
/// has another one there. (One whose last record fits by chance has to have got the very same record at the same
/// offset.)
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

    /// Whether a record says that this is not the topic that was read.
    boolean isContradictedBy(SystemRecord record) {
        return record.offset() == lastOffset && print(record) != lastPrint;
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
        return ((long) crc(record.key()) << Integer.SIZE) | (value == null ? 0 : crc(value) & 0xFFFF_FFFFL);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
