package io.naru.broker.protocol;

import io.netty.buffer.ByteBuf;
import org.apache.kafka.common.protocol.ApiMessage;

/// A request's body, decoded.
///
/// @param viewsFrame whether it holds record sets that are views of the frame; otherwise the frame may go at
/// once
public record RequestBody(ApiMessage message, boolean viewsFrame) {

    /// Reads what follows the header. What is left over is ignored, as in Kafka.
    ///
    /// @throws MalformedFrame if the bytes are no such request
    public static RequestBody read(RequestHeader header, ByteBuf frame) {
        if (!header.versionIsKnown()) {
            throw new MalformedFrame("a request of " + header.api() + " in version " + header.version());
        }
        ByteBufReadable readable = new ByteBufReadable(frame);
        try {
            ApiMessage message = header.api().messageType.newRequest();
            message.read(readable, header.version());
            return new RequestBody(message, readable.viewed());
        } catch (MalformedFrame malformed) {
            throw malformed;
        } catch (RuntimeException refusedByCodec) {
            throw new MalformedFrame("no body of a " + header.api() + " request in version " + header.version() + ": "
                    + refusedByCodec.getMessage());
        }
    }
}
