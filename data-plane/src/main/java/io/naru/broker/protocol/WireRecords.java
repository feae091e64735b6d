package io.naru.broker.protocol;

import java.nio.ByteBuffer;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/// Record sets as bytes; nothing else names Kafka's record classes.
public final class WireRecords {
    private WireRecords() {}

    /// The bytes of a record set that came with a request: a view of the request's frame, position 0 to limit, not a
    /// copy. Empty if the field was null.
    public static ByteBuffer bytes(@Nullable BaseRecords records) {
        return switch (records) {
            case null -> ByteBuffer.allocate(0);
            case MemoryRecords memory -> memory.buffer().slice();
            default -> throw new IllegalArgumentException("not a record set of a request: " + records.getClass());
        };
    }

    /// A record set in memory, for a response. The buffer must not change until the response has left.
    public static BaseRecords of(ByteBuffer bytes) {
        return MemoryRecords.readableRecords(bytes);
    }

    public static BaseRecords empty() {
        return MemoryRecords.EMPTY;
    }
}
