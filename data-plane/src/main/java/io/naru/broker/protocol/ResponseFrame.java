package io.naru.broker.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageSizeAccumulator;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/// A response, encoded, with its size prefix.
///
/// @param bytes the length without the size prefix
public record ResponseFrame(List<ResponsePart> parts, int bytes) {
    private static final int SIZE_PREFIX_BYTES = 4;

    /// Encodes the response for the API and version the request came in. The holds of its file slices pass to
    /// the parts; if encoding fails they are given back here.
    ///
    /// @throws RuntimeException if the message does not fit the version (a non-default field it lacks)
    public static ResponseFrame encode(ByteBufAllocator allocator, RequestHeader request, ApiMessage response) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        short headerVersion = request.api().responseHeaderVersion(request.version());
        ResponseHeaderData header = new ResponseHeaderData().setCorrelationId(request.correlationId());
        PartsWritable writable = null;
        try {
            MessageSizeAccumulator size = new MessageSizeAccumulator();
            header.addSize(size, cache, headerVersion);
            response.addSize(size, cache, request.version());
            ByteBuf fields = allocator.ioBuffer(SIZE_PREFIX_BYTES + size.sizeExcludingZeroCopy());
            writable = new PartsWritable(fields);
            writable.writeInt(size.totalSize());
            header.write(writable, cache, headerVersion);
            response.write(writable, cache, request.version());
            return new ResponseFrame(writable.finish(), size.totalSize());
        } catch (RuntimeException doesNotFit) {
            if (writable != null) {
                writable.abandon();
            }
            WireRecords.release(response);
            throw doesNotFit;
        }
    }
}
