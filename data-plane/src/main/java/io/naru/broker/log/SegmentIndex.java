package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A segment's sparse indexes in memory. Written by one thread, read by any: entries are only added, and seen by
/// others once the count that covers them is.
///
/// On disk as Kafka writes them, big-endian. `.index`: int32 relative offset (of a batch's last record), int32 file
/// position of that batch. `.timeindex`: int64 largest timestamp so far, int32 relative offset of the batch's last
/// record; both columns rise.
final class SegmentIndex {
    static final int OFFSET_ENTRY_BYTES = 8;
    static final int TIME_ENTRY_BYTES = 12;
    private static final int FIRST_CAPACITY = 8;

    private volatile long[] places = new long[FIRST_CAPACITY];
    private volatile int placeCount;
    private volatile long[] times = new long[FIRST_CAPACITY];
    private volatile int[] timeOffsets = new int[FIRST_CAPACITY];
    private volatile int timeCount;

    void addPlace(int relativeOffset, int filePosition) {
        int count = placeCount;
        long[] entries = places;
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, count * 2);
            places = entries;
        }
        entries[count] = ((long) relativeOffset << 32) | (filePosition & 0xFFFF_FFFFL);
        placeCount = count + 1;
    }

    /// Adds a pair; one that does not rise in both columns says nothing new and is left out.
    void addTime(long timestampMs, int relativeOffset) {
        int count = timeCount;
        if (count > 0 && (timestampMs <= times[count - 1] || relativeOffset <= timeOffsets[count - 1])) {
            return;
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
            timeOffsets = Arrays.copyOf(timeOffsets, count * 2);
        }
        times[count] = timestampMs;
        timeOffsets[count] = relativeOffset;
        timeCount = count + 1;
    }

    /// Where to begin looking for a relative offset: the position of a batch at or before it.
    int positionFor(long relativeOffset) {
        int count = placeCount;
        long[] entries = places;
        int found = lastAtMost(entries, count, place -> place >> 32, relativeOffset);
        return found < 0 ? 0 : (int) entries[found];
    }

    /// The position of the last batch entered that begins at or before a position; 0 if there is none.
    int positionBefore(long filePosition) {
        int count = placeCount;
        long[] entries = places;
        int found = lastAtMost(entries, count, place -> (int) place, filePosition);
        return found < 0 ? 0 : (int) entries[found];
    }

    /// A relative offset such that no record up to it is younger than the timestamp; 0 if nothing is known.
    int offsetBefore(long timestampMs) {
        int count = timeCount;
        int at = Arrays.binarySearch(times, 0, count, timestampMs);
        int below = (at < 0 ? -at - 1 : at) - 1;
        return below < 0 ? 0 : timeOffsets[below];
    }

    /// The last of `count` places whose column, by which they rise, is at most a value; -1 if there is none.
    private static int lastAtMost(long[] entries, int count, LongUnaryOperator column, long value) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (column.applyAsLong(entries[middle]) <= value) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /// The largest timestamp entered, or -1.
    long lastTime() {
        int count = timeCount;
        return count == 0 ? -1 : times[count - 1];
    }

    /// The relative offset beside [#lastTime], or -1.
    int lastTimeOffset() {
        int count = timeCount;
        return count == 0 ? -1 : timeOffsets[count - 1];
    }

    ByteBuffer placeBytes() {
        int count = placeCount;
        ByteBuffer bytes = ByteBuffer.allocate(count * OFFSET_ENTRY_BYTES);
        for (int i = 0; i < count; i++) {
            bytes.putLong(places[i]);
        }
        return bytes.flip();
    }

    ByteBuffer timeBytes() {
        int count = timeCount;
        ByteBuffer bytes = ByteBuffer.allocate(count * TIME_ENTRY_BYTES);
        for (int i = 0; i < count; i++) {
            bytes.putLong(times[i]).putInt(timeOffsets[i]);
        }
        return bytes.flip();
    }

    static SegmentIndex of(ByteBuffer placeBytes, ByteBuffer timeBytes) {
        var index = new SegmentIndex();
        while (placeBytes.remaining() >= OFFSET_ENTRY_BYTES) {
            index.addPlace(placeBytes.getInt(), placeBytes.getInt());
        }
        while (timeBytes.remaining() >= TIME_ENTRY_BYTES) {
            index.addTime(timeBytes.getLong(), timeBytes.getInt());
        }
        return index;
    }

    /// Reads a segment's index files; a missing one counts as empty, so that every lookup begins at the front.
    static SegmentIndex load(Disk disk, Path placeFile, Path timeFile) throws IOException {
        ByteBuffer placeBytes = read(disk, placeFile);
        ByteBuffer timeBytes = read(disk, timeFile);
        return of(
                placeBytes == null ? ByteBuffer.allocate(0) : placeBytes,
                timeBytes == null ? ByteBuffer.allocate(0) : timeBytes);
    }

    static @Nullable ByteBuffer read(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Open.READ_ONLY)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            return bytes.flip();
        } catch (NoSuchFileException absent) {
            return null;
        }
    }
}
