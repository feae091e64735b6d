package io.naru.broker.record;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.xerial.snappy.Snappy;

/// Decompresses the records of one batch after the other into one reused buffer, never beyond a limit: a few bytes
/// may claim to be gigabytes. The result is valid until the next call. Not safe for several threads.
final class Decompressor {
    private static final int FIRST_CAPACITY_BYTES = 16 * 1024;
    private static final int KEPT_CAPACITY_BYTES = 4 << 20;

    private static final byte[] XERIAL_MAGIC = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
    private static final int XERIAL_HEADER_BYTES = XERIAL_MAGIC.length + 8;

    private byte[] out = new byte[0];
    private int size;

    ByteBuffer decompress(Codec codec, ByteBuffer payload, int limitBytes) throws PayloadException {
        size = 0;
        if (out.length > KEPT_CAPACITY_BYTES) {
            out = new byte[0];
        }
        try {
            switch (codec) {
                case NONE -> {
                    return payload;
                }
                case GZIP -> {
                    try (InputStream in = new GZIPInputStream(new BufferInputStream(payload))) {
                        drain(in, limitBytes);
                    }
                }
                case SNAPPY -> snappy(payload, limitBytes);
                case LZ4 -> {
                    try (InputStream in = new LZ4FrameInputStream(new BufferInputStream(payload))) {
                        drain(in, limitBytes);
                    }
                }
                case ZSTD -> {
                    try (InputStream in = new ZstdInputStreamNoFinalizer(new BufferInputStream(payload))) {
                        drain(in, limitBytes);
                    }
                }
            }
        } catch (IOException | RuntimeException | Error broken) {
            // The libraries answer broken bytes with all three (snappy-java: an Error).
            if (broken instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            throw PayloadException.broken(codec + " data is broken: " + broken.getMessage());
        }
        return ByteBuffer.wrap(out, 0, size);
    }

    private void drain(InputStream in, int limitBytes) throws IOException, PayloadException {
        while (true) {
            reserve(1, limitBytes);
            int read = in.read(out, size, out.length - size);
            if (read < 0) {
                return;
            }
            size += read;
            if (size > limitBytes) {
                throw PayloadException.tooLarge(limitBytes);
            }
        }
    }

    /// Blocks behind a header, as Java writes it, or one bare block, as librdkafka does.
    private void snappy(ByteBuffer payload, int limitBytes) throws IOException, PayloadException {
        byte[] in = new byte[payload.remaining()];
        payload.get(payload.position(), in);
        if (in.length < XERIAL_HEADER_BYTES
                || !Arrays.equals(in, 0, XERIAL_MAGIC.length, XERIAL_MAGIC, 0, XERIAL_MAGIC.length)) {
            snappyBlock(in, 0, in.length, limitBytes);
            return;
        }
        int at = XERIAL_HEADER_BYTES;
        while (at < in.length) {
            if (in.length - at < Integer.BYTES) {
                throw PayloadException.broken("SNAPPY data is broken: a block's length is cut off");
            }
            int length = ByteBuffer.wrap(in).getInt(at);
            at += Integer.BYTES;
            if (length < 0 || length > in.length - at) {
                throw PayloadException.broken("SNAPPY data is broken: a block is cut off");
            }
            snappyBlock(in, at, length, limitBytes);
            at += length;
        }
    }

    private void snappyBlock(byte[] in, int from, int length, int limitBytes) throws IOException, PayloadException {
        int uncompressed = Snappy.uncompressedLength(in, from, length);
        if (uncompressed < 0) {
            throw PayloadException.broken("SNAPPY data is broken: a block has a negative length");
        }
        reserve(uncompressed, limitBytes);
        size += Snappy.uncompress(in, from, length, out, size);
    }

    /// Makes room for as many bytes more, one of them beyond the limit so that crossing it is seen.
    private void reserve(int bytes, int limitBytes) throws PayloadException {
        long needed = (long) size + bytes;
        if (needed > (long) limitBytes + 1) {
            throw PayloadException.tooLarge(limitBytes);
        }
        if (needed > out.length) {
            long capacity = Math.max(needed, Math.max(FIRST_CAPACITY_BYTES, 2L * out.length));
            out = Arrays.copyOf(out, (int) Math.min(capacity, (long) limitBytes + 1));
        }
    }

    /// A buffer's remaining bytes; the buffer's position stays.
    private static final class BufferInputStream extends InputStream {
        private final ByteBuffer buffer;

        BufferInputStream(ByteBuffer buffer) {
            this.buffer = buffer.duplicate();
        }

        @Override
        public int read() {
            return buffer.hasRemaining() ? buffer.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            if (!buffer.hasRemaining()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(target, from, count);
            return count;
        }

        @Override
        public int available() {
            return buffer.remaining();
        }
    }
}
