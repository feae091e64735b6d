package io.naru.broker.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

final class RealFile implements DiskFile {
    private final Path path;
    private final FileChannel channel;
    private final @Nullable ResidentPages residentPages;

    RealFile(Path path, FileChannel channel, @Nullable ResidentPages residentPages) {
        this.path = path;
        this.channel = channel;
        this.residentPages = residentPages;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException failure) {
            throw DiskFullException.of(failure);
        }
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        int total = 0;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position + total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }

    @Override
    public boolean isInMemory(long position, long length) throws IOException {
        // mapping beyond the end would make a writable file longer
        return residentPages != null
                && position + length <= channel.size()
                && residentPages.contain(channel, position, length);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
