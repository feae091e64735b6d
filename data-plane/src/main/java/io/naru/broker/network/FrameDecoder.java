package io.naru.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts the byte stream into frames: a big-endian int32 length, then that many bytes. A frame that lies whole
/// in what was read is a slice of it; any other is gathered in a buffer of its own, which grows with what
/// arrives. Holds back what was read while the gate is closed.
final class FrameDecoder extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameDecoder.class);
    private static final int SIZE_PREFIX_BYTES = 4;
    private static final int FIRST_ALLOCATION_BYTES = 1 << 20;

    private RequestMemory memory;
    private final Deque<ByteBuf> unread = new ArrayDeque<>();
    private int maxBytes;
    private @Nullable ReadGate gate;
    private boolean decoding;
    private boolean closed;

    private int prefixBytes;
    private int frameBytes;
    private @Nullable RequestMemory reservedFrom;
    private @Nullable ByteBuf gathering;

    FrameDecoder(RequestMemory memory, int maxBytes) {
        this.memory = memory;
        this.maxBytes = maxBytes;
    }

    /// From the next frame on: how large one may be, and what its bytes are counted against. Called while a
    /// frame is handled, thus between two of them.
    void admit(int maxFrameBytes, RequestMemory share) {
        maxBytes = maxFrameBytes;
        memory = share;
    }

    /// Whether the peer has begun a frame and not finished it.
    boolean isInsideFrame() {
        return prefixBytes > 0;
    }

    /// The gate of this connection, for those behind this handler.
    ReadGate gate() {
        if (gate == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return gate;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        gate = new ReadGate(context.channel(), () -> decode(context));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (closed) {
            bytes.release();
            return;
        }
        unread.add(bytes);
        decode(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        discard();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        discard();
    }

    private void decode(ChannelHandlerContext context) {
        if (decoding) {
            return;
        }
        decoding = true;
        try {
            ByteBuf next = unread.peek();
            while (next != null && gate().isOpen() && !closed) {
                if (next.isReadable()) {
                    take(context, next);
                } else {
                    unread.remove().release();
                }
                next = unread.peek();
            }
        } finally {
            decoding = false;
        }
    }

    private void take(ChannelHandlerContext context, ByteBuf from) {
        if (prefixBytes < SIZE_PREFIX_BYTES) {
            frameBytes = (frameBytes << 8) | (from.readByte() & 0xff);
            prefixBytes++;
            if (prefixBytes == SIZE_PREFIX_BYTES && (frameBytes <= 0 || frameBytes > maxBytes)) {
                LOG.info(
                        "{} announced a request of {} bytes, at most {} are taken; closed",
                        context.channel(),
                        frameBytes,
                        maxBytes);
                discard();
                EventLoops.close(context);
            }
        } else {
            RequestMemory reserved = reserve(context);
            if (reserved != null) {
                receive(context, from, reserved);
            }
        }
    }

    private @Nullable RequestMemory reserve(ChannelHandlerContext context) {
        if (reservedFrom == null && memory.tryReserve(frameBytes)) {
            reservedFrom = memory;
        }
        if (reservedFrom == null) {
            gate().close(ReadGate.Reason.MEMORY);
            memory.whenAvailable(() ->
                    EventLoops.tryExecute(context.executor(), () -> gate().open(ReadGate.Reason.MEMORY), () -> {}));
        }
        return reservedFrom;
    }

    private void receive(ChannelHandlerContext context, ByteBuf from, RequestMemory reserved) {
        if (gathering == null && from.readableBytes() >= frameBytes) {
            complete(context, from.readRetainedSlice(frameBytes), reserved);
            return;
        }
        ByteBuf into = gathering;
        if (into == null) {
            into = context.alloc().ioBuffer(Math.min(frameBytes, FIRST_ALLOCATION_BYTES), frameBytes);
            gathering = into;
        }
        int length = Math.min(frameBytes - into.readableBytes(), from.readableBytes());
        into.writeBytes(from, length);
        if (into.readableBytes() == frameBytes) {
            gathering = null;
            complete(context, into, reserved);
        }
    }

    private void complete(ChannelHandlerContext context, ByteBuf bytes, RequestMemory reserved) {
        Frame frame = new Frame(bytes, reserved);
        prefixBytes = 0;
        frameBytes = 0;
        reservedFrom = null;
        context.fireChannelRead(frame);
    }

    private void discard() {
        closed = true;
        if (gathering != null) {
            gathering.release();
            gathering = null;
        }
        if (reservedFrom != null) {
            reservedFrom.release(frameBytes);
            reservedFrom = null;
        }
        // Whoever is decoding right now still holds the first buffer.
        while (!unread.isEmpty()) {
            unread.remove().release();
        }
    }
}
