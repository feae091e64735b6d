package io.naru.broker.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.protocol.Readable;

/// Kafka's reading side over a Netty buffer. Every length is held against what is left before anything is
/// allocated. Byte buffers (record sets) come out as views of the frame, which then has to outlive them.
final class ByteBufReadable implements Readable {
    /// A frame of many tiny fields would weigh many times its bytes once it is decoded. The largest honest
    /// requests (tens of thousands of partitions) stay far below.
    private static final int MAX_READS = 4_000_000;

    private final ByteBuf bytes;
    private int reads;
    private boolean viewed;

    ByteBufReadable(ByteBuf bytes) {
        this.bytes = bytes;
    }

    /// Whether what was read so far includes a view of the frame.
    boolean viewed() {
        return viewed;
    }

    @Override
    public byte readByte() {
        want(1);
        return bytes.readByte();
    }

    @Override
    public short readShort() {
        want(2);
        return bytes.readShort();
    }

    @Override
    public int readInt() {
        want(4);
        return bytes.readInt();
    }

    @Override
    public long readLong() {
        want(8);
        return bytes.readLong();
    }

    @Override
    public double readDouble() {
        want(8);
        return bytes.readDouble();
    }

    @Override
    public byte[] readArray(int length) {
        want(length);
        byte[] array = new byte[length];
        bytes.readBytes(array);
        return array;
    }

    @Override
    public String readString(int length) {
        want(length);
        return bytes.readString(length, StandardCharsets.UTF_8);
    }

    @Override
    public ByteBuffer readByteBuffer(int length) {
        want(length);
        viewed = true;
        ByteBuffer view = bytes.nioBuffer(bytes.readerIndex(), length);
        bytes.skipBytes(length);
        return view;
    }

    @Override
    public int readUnsignedVarint() {
        int value = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedFrame("a varint of more than 5 bytes");
    }

    @Override
    public int readVarint() {
        int value = readUnsignedVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    @Override
    public long readVarlong() {
        long value = 0;
        for (int shift = 0; shift <= 63; shift += 7) {
            byte next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MalformedFrame("a varlong of more than 10 bytes");
    }

    @Override
    public int remaining() {
        return bytes.readableBytes();
    }

    @Override
    public Readable slice() {
        viewed = true;
        return new ByteBufReadable(bytes.slice());
    }

    private void want(int length) {
        if (++reads > MAX_READS) {
            throw new MalformedFrame("a request of more than " + MAX_READS + " fields");
        }
        if (length < 0 || length > bytes.readableBytes()) {
            throw new MalformedFrame("a field of " + length + " bytes where " + bytes.readableBytes() + " are left");
        }
    }
}
