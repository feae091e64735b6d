package io.naru.broker.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Writable;
import org.apache.kafka.common.record.internal.BaseRecords;

/// Kafka's writing side: fields go into one buffer of the right size, which is cut where a record set stands.
final class PartsWritable implements Writable {
    private final ByteBuf fields;
    private final List<ResponsePart> parts = new ArrayList<>(3);
    private int partStart;

    /// Takes the buffer over.
    PartsWritable(ByteBuf fields) {
        this.fields = fields;
    }

    List<ResponsePart> finish() {
        cut();
        fields.release();
        return parts;
    }

    /// Gives back what was written; file slices stay with the message.
    void abandon() {
        for (ResponsePart part : parts) {
            switch (part) {
                case ResponsePart.Bytes bytes -> bytes.release();
                case ResponsePart.Slice slice -> {}
            }
        }
        fields.release();
    }

    @Override
    public void writeRecords(BaseRecords records) {
        if (records.sizeInBytes() > 0 || records instanceof FileSliceRecords) {
            cut();
            parts.add(WireRecords.part(records));
        }
    }

    private void cut() {
        int end = fields.writerIndex();
        if (end > partStart) {
            parts.add(new ResponsePart.Bytes(fields.retainedSlice(partStart, end - partStart)));
            partStart = end;
        }
    }

    @Override
    public void writeByte(byte value) {
        fields.writeByte(value);
    }

    @Override
    public void writeShort(short value) {
        fields.writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        fields.writeInt(value);
    }

    @Override
    public void writeLong(long value) {
        fields.writeLong(value);
    }

    @Override
    public void writeDouble(double value) {
        fields.writeDouble(value);
    }

    @Override
    public void writeByteArray(byte[] value) {
        fields.writeBytes(value);
    }

    @Override
    public void writeByteBuffer(ByteBuffer value) {
        fields.writeBytes(value.duplicate());
    }

    @Override
    public void writeUnsignedVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            fields.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        fields.writeByte(rest);
    }

    @Override
    public void writeVarint(int value) {
        writeUnsignedVarint((value << 1) ^ (value >> 31));
    }

    @Override
    public void writeVarlong(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            fields.writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        fields.writeByte((int) rest);
    }
}
