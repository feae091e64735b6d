package io.naru.broker.controller;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what [BinaryWriter] wrote. Throws [BufferUnderflowException] where the bytes end too early.
final class BinaryReader {
    private final ByteBuffer buffer;

    BinaryReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int u8() {
        return buffer.get() & 0xff;
    }

    short i16() {
        return buffer.getShort();
    }

    int i32() {
        return buffer.getInt();
    }

    long i64() {
        return buffer.getLong();
    }

    boolean flag() {
        return u8() != 0;
    }

    UUID uuid() {
        return new UUID(i64(), i64());
    }

    @Nullable
    String textOrNull() {
        int length = i32();
        if (length < 0) {
            return null;
        }
        if (length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    String text() {
        String value = textOrNull();
        if (value == null) {
            throw new IllegalArgumentException("a text is missing");
        }
        return value;
    }

    <T> List<T> list(Function<BinaryReader, T> element) {
        int count = i32();
        if (count < 0 || count > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        List<T> elements = new ArrayList<>(count);
        for (int read = 0; read < count; read++) {
            elements.add(element.apply(this));
        }
        return elements;
    }

    List<String> texts() {
        return list(BinaryReader::text);
    }

    List<Integer> integers() {
        return list(BinaryReader::i32);
    }
}
