package io.naru.broker.group.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Big-endian fields, one after the other. Strings and byte strings carry their length as an int, -1 for null.
final class RecordWriter {
    private byte[] bytes = new byte[128];
    private int length;

    RecordWriter putByte(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    RecordWriter putInt(int value) {
        return putByte(value >>> 24).putByte(value >>> 16).putByte(value >>> 8).putByte(value);
    }

    RecordWriter putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
    }

    RecordWriter putBytes(byte[] value) {
        putInt(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    RecordWriter putString(@Nullable String value) {
        return value == null ? putInt(-1) : putBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
