package io.naru.broker.controller;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Writes the controller's own formats: big endian; texts as an int length (-1 for none) and UTF-8;
/// lists as an int count and their elements.
final class BinaryWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(512);

    BinaryWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    BinaryWriter i16(short value) {
        room(Short.BYTES).putShort(value);
        return this;
    }

    BinaryWriter i32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    BinaryWriter i64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    BinaryWriter flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    BinaryWriter uuid(UUID value) {
        return i64(value.getMostSignificantBits()).i64(value.getLeastSignificantBits());
    }

    BinaryWriter text(@Nullable String value) {
        if (value == null) {
            return i32(-1);
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        i32(bytes.length).room(bytes.length).put(bytes);
        return this;
    }

    <T> BinaryWriter list(Collection<T> elements, BiConsumer<BinaryWriter, T> element) {
        i32(elements.size());
        elements.forEach(value -> element.accept(this, value));
        return this;
    }

    BinaryWriter texts(List<String> values) {
        return list(values, BinaryWriter::text);
    }

    BinaryWriter integers(Collection<Integer> values) {
        return list(values, BinaryWriter::i32);
    }

    /// What was written; the writer is not used afterwards.
    ByteBuffer finish() {
        return buffer.flip();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(Math.multiplyExact(buffer.capacity(), 2), buffer.position() + bytes);
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }
}
