package io.naru.broker.network;

import io.naru.broker.protocol.FileSlice;
import io.naru.broker.protocol.ResponsePart;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.DefaultFileRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes responses in order. File slices leave by `sendfile` on a plaintext socket; under TLS, or where there
/// is no file, in pooled chunks no faster than the peer takes them. Releases every part exactly once. Event
/// loop only.
final class ResponseWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    private static final int CHUNK_BYTES = 128 * 1024;

    private final Channel channel;
    private final Runnable drained;
    private final boolean sendsFiles;
    private final Deque<ResponsePart> waiting = new ArrayDeque<>();
    private @Nullable FileSlice current;
    private int currentWritten;
    private long unsentBytes;
    private boolean closed;
    private boolean pumping;

    /// @param sendsFiles whether the bytes of a file may go to the socket as they are
    /// @param drained called whenever bytes have left
    ResponseWriter(Channel channel, boolean sendsFiles, Runnable drained) {
        this.channel = channel;
        this.sendsFiles = sendsFiles;
        this.drained = drained;
    }

    /// What was handed over and has not reached the socket.
    long unsentBytes() {
        return unsentBytes;
    }

    void write(List<ResponsePart> parts) {
        if (closed) {
            parts.forEach(ResponsePart::release);
            return;
        }
        for (ResponsePart part : parts) {
            unsentBytes += part.length();
            waiting.add(part);
        }
        pump();
    }

    /// Goes on after the peer took something.
    void pump() {
        if (pumping || closed) {
            return;
        }
        pumping = true;
        try {
            boolean wrote = true;
            while (wrote && !closed) {
                wrote = writeNext();
            }
        } finally {
            pumping = false;
        }
        channel.flush();
    }

    /// Releases what has not been written.
    void close() {
        closed = true;
        waiting.forEach(ResponsePart::release);
        waiting.clear();
        if (current != null) {
            current.release();
            current = null;
        }
    }

    private boolean writeNext() {
        if (current != null) {
            return channel.isWritable() && writeChunk(current);
        }
        switch (waiting.poll()) {
            case null -> {
                return false;
            }
            case ResponsePart.Bytes bytes -> send(bytes.buffer(), bytes.length());
            case ResponsePart.Slice slice -> begin(slice.slice());
        }
        return true;
    }

    private void begin(FileSlice slice) {
        FileChannel file = slice.channel();
        if (slice.length() == 0) {
            slice.release();
        } else if (sendsFiles && file != null) {
            send(new SliceRegion(file, slice), slice.length());
        } else {
            current = slice;
            currentWritten = 0;
        }
    }

    private boolean writeChunk(FileSlice slice) {
        int length = Math.min(CHUNK_BYTES, slice.length() - currentWritten);
        ByteBuf chunk = channel.alloc().ioBuffer(length);
        try {
            while (chunk.readableBytes() < length) {
                int before = chunk.writerIndex();
                int read = slice.read(
                        chunk.nioBuffer(before, length - before), slice.position() + currentWritten + before);
                if (read <= 0) {
                    throw new IOException("the file ends inside a slice of it");
                }
                chunk.writerIndex(before + read);
            }
        } catch (IOException | RuntimeException unreadable) {
            chunk.release();
            LOG.error("{} is closed: a record set on its way could not be read", channel, unreadable);
            EventLoops.close(channel);
            return false;
        }
        currentWritten += length;
        if (currentWritten == slice.length()) {
            current = null;
            slice.release();
        }
        send(chunk, length);
        return true;
    }

    private void send(Object message, int length) {
        channel.write(message).addListener(sent -> {
            unsentBytes -= length;
            if (sent.isSuccess()) {
                drained.run();
            }
        });
    }

    /// A slice for `sendfile`. The file belongs to the log and stays open.
    private static final class SliceRegion extends DefaultFileRegion {
        private final FileSlice slice;

        SliceRegion(FileChannel file, FileSlice slice) {
            super(file, slice.position(), slice.length());
            this.slice = slice;
        }

        @Override
        protected void deallocate() {
            slice.release();
        }
    }
}
