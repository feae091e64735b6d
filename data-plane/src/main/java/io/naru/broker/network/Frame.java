package io.naru.broker.network;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;

/// A complete request frame and the memory reserved for it. Released once, from any thread; further releases do
/// nothing.
final class Frame {
    private final ByteBuf bytes;
    private final int length;
    private final RequestMemory memory;
    private final AtomicBoolean released = new AtomicBoolean();

    Frame(ByteBuf bytes, RequestMemory memory) {
        this.bytes = bytes;
        this.length = bytes.readableBytes();
        this.memory = memory;
    }

    ByteBuf bytes() {
        return bytes;
    }

    /// Without the size prefix; stays known after the release.
    int length() {
        return length;
    }

    void release() {
        if (released.compareAndSet(false, true)) {
            bytes.release();
            memory.release(length);
        }
    }
}
