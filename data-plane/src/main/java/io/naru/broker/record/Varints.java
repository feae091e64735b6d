package io.naru.broker.record;

import java.nio.ByteBuffer;

/// Kafka's zigzag varints, writing side.
final class Varints {
    static final int LARGEST_BYTES = 10;

    private Varints() {}

    static int size(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(zigzag) + 6) / 7);
    }

    static void write(ByteBuffer out, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
