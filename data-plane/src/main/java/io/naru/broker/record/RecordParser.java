package io.naru.broker.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads records one after the other from uncompressed bytes, believing nothing. Allocates nothing: the parts of
/// the current record are indexes into the buffer. The one place that knows a record's layout when reading.
final class RecordParser {
    private static final int NULL_LENGTH = -1;
    private static final int SMALLEST_HEADER_BYTES = 2;

    private ByteBuffer data = ByteBuffer.allocate(0);
    private int at;
    private int end;
    private int recordEnd;
    private @Nullable String problem;

    long timestampDelta;
    int offsetDelta;
    int keyAt;
    int keyLength;
    int valueAt;
    int valueLength;
    int headersAt;
    int headerCount;

    void reset(ByteBuffer buffer, int from, int to) {
        data = buffer;
        at = from;
        end = to;
        problem = null;
    }

    boolean isAtEnd() {
        return at == end;
    }

    /// What is wrong with the bytes since the last reset.
    @Nullable
    String problem() {
        return problem;
    }

    ByteBuffer data() {
        return data;
    }

    /// Reads one record and checks all its lengths; false if it is broken.
    boolean next() {
        recordEnd = end;
        int length = readVarint();
        if (problem != null) {
            return false;
        }
        if (length < 0 || length > end - at) {
            return broken("its length does not fit into the batch");
        }
        recordEnd = at + length;
        if (length == 0) {
            return broken("it is empty");
        }
        at++;
        timestampDelta = readVarlong();
        offsetDelta = readVarint();
        keyLength = readVarint();
        keyAt = skip(keyLength, "its key does not fit");
        valueLength = readVarint();
        valueAt = skip(valueLength, "its value does not fit");
        headerCount = readVarint();
        headersAt = at;
        if (problem != null) {
            return false;
        }
        return skipHeaders() && (at == recordEnd || broken("its length is not the sum of its parts"));
    }

    private boolean skipHeaders() {
        if (headerCount < 0 || headerCount > (recordEnd - at) / SMALLEST_HEADER_BYTES) {
            return broken("its number of headers does not fit");
        }
        for (int i = 0; i < headerCount && problem == null; i++) {
            int length = readVarint();
            if (length < 0) {
                return broken("a header has no key");
            }
            skip(length, "a header's key does not fit");
            skip(readVarint(), "a header's value does not fit");
        }
        return problem == null;
    }

    /// Moves to the headers of the current record again, for [#nextHeader].
    void rewindToHeaders() {
        at = headersAt;
    }

    void leaveHeaders() {
        at = recordEnd;
    }

    /// Reads a length and skips as many bytes; index and length are left in `valueAt`-like form for the caller.
    long nextPart() {
        int length = readVarint();
        int from = skip(length, "a header does not fit");
        return ((long) from << 32) | (length & 0xFFFF_FFFFL);
    }

    private int skip(int length, String otherwise) {
        int from = at;
        if (length < NULL_LENGTH || length > recordEnd - at) {
            broken(otherwise);
        } else if (length > 0) {
            at += length;
        }
        return from;
    }

    private int readVarint() {
        if (at < recordEnd) {
            byte first = data.get(at);
            if (first >= 0) {
                at++;
                return (first >>> 1) ^ -(first & 1);
            }
        }
        long raw = readRaw(28);
        return (int) (raw >>> 1) ^ -(int) (raw & 1);
    }

    private long readVarlong() {
        long raw = readRaw(63);
        return (raw >>> 1) ^ -(raw & 1);
    }

    private long readRaw(int lastShift) {
        long value = 0;
        for (int shift = 0; shift <= lastShift; shift += 7) {
            if (at >= recordEnd) {
                broken("a number is cut off");
                return 0;
            }
            byte next = data.get(at++);
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return lastShift == 28 ? value & 0xFFFF_FFFFL : value;
            }
        }
        broken("a number is too long");
        return 0;
    }

    private boolean broken(String what) {
        if (problem == null) {
            problem = what;
        }
        return false;
    }
}
