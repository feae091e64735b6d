package io.naru.broker.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One open file, read and written by position. Safe for any thread; threads that use it must not be interrupted
/// (an interrupt closes the channel for everybody).
public interface DiskFile extends AutoCloseable {
    /// Writes all that remains of the buffer at a position.
    void write(ByteBuffer bytes, long position) throws IOException;

    /// Reads until the buffer is full or the file ends.
    ///
    /// @return the number of bytes read, 0 at the end of the file
    int read(ByteBuffer bytes, long position) throws IOException;

    /// Whether reading a range, which lies inside the file, does not wait for the disk. False where nobody can tell.
    ///
    /// @param length more than 0
    boolean isInMemory(long position, long length) throws IOException;

    long size() throws IOException;

    /// Cuts the file to a size; nothing happens if it is not longer.
    void truncate(long size) throws IOException;

    /// Makes content and size durable.
    void sync() throws IOException;

    Path path();

    /// The channel to send from without copying, or null where there is none (a simulated disk).
    @Nullable
    FileChannel channel();

    @Override
    void close() throws IOException;
}
