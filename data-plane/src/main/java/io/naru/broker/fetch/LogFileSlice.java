package io.naru.broker.fetch;

import io.naru.broker.log.LogSlice;
import io.naru.broker.protocol.FileSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// A slice of a log as the network sends it.
///
/// @param fromOffset what the consumer asked for; a batch that begins before is sent whole, but read from there
record LogFileSlice(LogSlice slice, long fromOffset) implements FileSlice {
    /// Records that are new to the consumer. Counted by their offsets: where compaction left gaps, these count too.
    int messages() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, slice.nextOffset() - fromOffset));
    }

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
