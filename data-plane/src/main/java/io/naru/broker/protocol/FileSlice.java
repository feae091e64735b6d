package io.naru.broker.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// A stretch of a log that is on its way to a client, with a hold on what it lies in.
public interface FileSlice {
    /// The file for `sendfile`, or null where there is none (a simulated disk): then it goes through [#read].
    @Nullable
    FileChannel channel();

    /// Where the slice begins in the file.
    long position();

    int length();

    /// Reads into the buffer from a position of the file (not of the slice).
    ///
    /// @return how many bytes were read, at least 1 while the buffer has room and the position
    /// lies inside the slice
    int read(ByteBuffer target, long position) throws IOException;

    /// Gives the hold back. Called exactly once by whoever the slice was handed to: after the last byte is
    /// written, after a failure, or when the connection is closed.
    void release();
}
