package io.naru.broker.group.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads what [RecordWriter] wrote.
final class RecordReader {
    private final ByteBuffer buffer;

    RecordReader(ByteBuffer buffer) {
        this.buffer = buffer.duplicate();
    }

    byte takeByte() {
        return buffer.get();
    }

    int takeInt() {
        return buffer.getInt();
    }

    long takeLong() {
        return buffer.getLong();
    }

    byte[] takeBytes() {
        var bytes = new byte[takeInt()];
        buffer.get(bytes);
        return bytes;
    }

    String takeString() {
        return new String(takeBytes(), StandardCharsets.UTF_8);
    }

    @Nullable
    String takeNullableString() {
        buffer.mark();
        if (buffer.getInt() < 0) {
            return null;
        }
        buffer.reset();
        return takeString();
    }
}
