package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.record.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes a compacted segment's files beside those it will replace.
final class CleanedSegment implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Disk disk;
    private final Path directory;
    private final long baseOffset;
    private final int indexIntervalBytes;
    private final DiskFile file;
    private final SegmentIndex index = new SegmentIndex();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long written;
    private long bytesSinceIndexEntry;
    private long maxTimestamp = -1;
    private long maxTimestampOffset;

    CleanedSegment(Disk disk, Path directory, long baseOffset, int indexIntervalBytes) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.baseOffset = baseOffset;
        this.indexIntervalBytes = indexIntervalBytes;
        this.file = create(CompactionSwap.cleaned(directory, baseOffset));
    }

    private DiskFile create(Path path) throws IOException {
        disk.delete(path);
        return disk.open(path, Disk.Open.CREATE_NEW);
    }

    /// Adds a batch; null adds nothing.
    void append(@Nullable ByteBuffer bytes) throws IOException {
        if (bytes == null) {
            return;
        }
        Batch batch = Batch.of(bytes);
        int size = bytes.remaining();
        long position = written + buffer.position();
        if (batch.maxTimestamp() > maxTimestamp) {
            maxTimestamp = batch.maxTimestamp();
            maxTimestampOffset = batch.lastOffset();
        }
        if (bytesSinceIndexEntry > indexIntervalBytes) {
            index.addPlace((int) (batch.lastOffset() - baseOffset), (int) position);
            noteTime();
            bytesSinceIndexEntry = 0;
        }
        bytesSinceIndexEntry += size;
        if (size > buffer.remaining()) {
            flush();
        }
        if (size > buffer.capacity()) {
            file.write(bytes, written);
            written += size;
        } else {
            buffer.put(bytes);
        }
    }

    private void noteTime() {
        if (maxTimestamp >= 0) {
            index.addTime(maxTimestamp, (int) (maxTimestampOffset - baseOffset));
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        int bytes = buffer.remaining();
        file.write(buffer, written);
        written += bytes;
        buffer.clear();
    }

    /// Makes the files durable, their names excepted.
    ///
    /// @return the segment's size in bytes
    long finish() throws IOException {
        flush();
        noteTime();
        file.sync();
        writeIndex(SegmentFiles.INDEX, index.placeBytes());
        writeIndex(SegmentFiles.TIME_INDEX, index.timeBytes());
        return written;
    }

    private void writeIndex(String suffix, ByteBuffer content) throws IOException {
        try (DiskFile written = create(SegmentFiles.file(directory, baseOffset, suffix + SegmentFiles.CLEANED))) {
            written.write(content, 0);
            written.sync();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
