package io.naru.broker.fetch;

import io.naru.broker.log.LogSlice;
import io.naru.broker.protocol.FileSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// A slice of a log as the network sends it.
record LogFileSlice(LogSlice slice) implements FileSlice {
    @Override
    public @Nullable FileChannel channel() {
        return slice.file().channel();
    }

    @Override
    public long position() {
        return slice.position();
    }

    @Override
    public int length() {
        return slice.length();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return slice.file().read(target, position);
    }

    @Override
    public void release() {
        slice.release();
    }
}
