package io.naru.broker.protocol;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/// Record sets as bytes; nothing else names Kafka's record classes.
public final class WireRecords {
    private WireRecords() {}

    /// The bytes of a record set that came with a request: a view of the request's frame, position 0 to limit,
    /// not a copy. Empty if the field was null.
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

    /// Gives back the file slices of a response that will not be sent.
    public static void release(ApiMessage response) {
        if (response instanceof FetchResponseData fetch) {
            for (FetchResponseData.FetchableTopicResponse topic : fetch.responses()) {
                for (FetchResponseData.PartitionData partition : topic.partitions()) {
                    release(partition.records());
                }
            }
        }
    }

    private static void release(@Nullable BaseRecords records) {
        if (records instanceof FileSliceRecords file) {
            file.slice().release();
        }
    }

    static ResponsePart part(BaseRecords records) {
        return switch (records) {
            case FileSliceRecords file -> new ResponsePart.Slice(file.slice());
            case MemoryRecords memory -> new ResponsePart.Bytes(Unpooled.wrappedBuffer(memory.buffer()));
            default -> throw new IllegalArgumentException("not a record set of ours: " + records.getClass());
        };
    }
}
