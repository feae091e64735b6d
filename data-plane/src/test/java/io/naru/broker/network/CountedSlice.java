package io.naru.broker.network;

import io.naru.broker.protocol.FileSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/// A stretch of a file, or of memory where there is no file, that counts its releases.
final class CountedSlice implements FileSlice {
    final AtomicInteger releases = new AtomicInteger();
    private final FileChannel file;
    private final byte[] memory;
    private final long position;
    private final int length;
    boolean broken;

    CountedSlice(FileChannel file, long position, int length) {
        this.file = file;
        this.memory = new byte[0];
        this.position = position;
        this.length = length;
    }

    CountedSlice(byte[] memory) {
        this.file = null;
        this.memory = memory;
        this.position = 0;
        this.length = memory.length;
    }

    @Override
    public FileChannel channel() {
        return file;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        if (broken) {
            throw new IOException("a bad sector");
        }
        if (file != null) {
            return file.read(target, from);
        }
        int count = Math.min(Math.min(1_000, target.remaining()), memory.length - (int) from);
        target.put(memory, (int) from, count);
        return count;
    }

    @Override
    public void release() {
        releases.incrementAndGet();
    }
}
