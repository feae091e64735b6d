package io.naru.broker.log;

import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A part of a segment's file, to be sent as it is. It holds the file open until it is released, which must happen
/// exactly when the last byte has left; releasing twice does nothing. An empty slice has no file.
public final class LogSlice implements AutoCloseable {
    /// Nothing to read.
    public static final LogSlice EMPTY = new LogSlice(null, 0, 0, -1);

    private static final int SCRATCH_BYTES = 128 * 1024;

    private final @Nullable OpenFile file;
    private final long position;
    private final int length;
    private final long nextOffset;
    private final AtomicBoolean released = new AtomicBoolean();

    /// @param file retained already; null for an empty slice
    LogSlice(@Nullable OpenFile file, long position, int length, long nextOffset) {
        this.file = file;
        this.position = position;
        this.length = length;
        this.nextOffset = nextOffset;
    }

    /// The file to read from.
    ///
    /// @throws IllegalStateException if the slice is empty
    public DiskFile file() {
        if (file == null) {
            throw new IllegalStateException("an empty slice has no file");
        }
        return file.file();
    }

    public long position() {
        return position;
    }

    public int length() {
        return length;
    }

    /// The offset after the last record; -1 for an empty slice.
    public long nextOffset() {
        return nextOffset;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /// The bytes, copied.
    public ByteBuffer copy() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (file != null) {
            file.file().read(bytes, position);
        }
        return bytes.flip();
    }

    /// Reads all of it once, so that the system has it in memory when it is sent. Blocks.
    void fetchIntoMemory() throws IOException {
        if (file == null) {
            return;
        }
        ByteBuffer scratch = ByteBuffer.allocate(Math.min(length, SCRATCH_BYTES));
        for (long at = position; at < position + length; at += scratch.position()) {
            scratch.clear().limit((int) Math.min(scratch.capacity(), position + length - at));
            if (file.file().read(scratch, at) == 0) {
                throw new IOException(file.file().path() + " ends at " + at + ", inside a part of it");
            }
        }
    }

    public void release() {
        if (file != null && released.compareAndSet(false, true)) {
            file.release();
        }
    }

    @Override
    public void close() {
        release();
    }
}
