package io.naru.broker.protocol;

import io.netty.buffer.ByteBuf;

/// What a response consists of, in the order it leaves. Whoever holds a part has to release it.
public sealed interface ResponsePart {
    int length();

    void release();

    /// Fields, and record sets that are in memory.
    record Bytes(ByteBuf buffer) implements ResponsePart {
        @Override
        public int length() {
            return buffer.readableBytes();
        }

        @Override
        public void release() {
            buffer.release();
        }
    }

    /// A record set that is still in its file.
    record Slice(FileSlice slice) implements ResponsePart {
        @Override
        public int length() {
            return slice.length();
        }

        @Override
        public void release() {
            slice.release();
        }
    }
}
