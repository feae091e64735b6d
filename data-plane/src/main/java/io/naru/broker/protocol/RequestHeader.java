package io.naru.broker.protocol;

import io.netty.buffer.ByteBuf;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;

/// What stands before every request.
///
/// @param clientId empty if the client sent none
public record RequestHeader(ApiKeys api, short version, int correlationId, String clientId) {
    private static final int MIN_BYTES = 8;

    /// Reads the header and leaves the reader index at the body. The version may be one that nobody answers.
    ///
    /// @throws MalformedFrame if the bytes are no header or name an API that Kafka does not have
    public static RequestHeader read(ByteBuf frame) {
        if (frame.readableBytes() < MIN_BYTES) {
            throw new MalformedFrame("a request of " + frame.readableBytes() + " bytes");
        }
        short id = frame.getShort(frame.readerIndex());
        if (!ApiKeys.hasId(id)) {
            throw new MalformedFrame("a request of the unknown API " + id);
        }
        ApiKeys api = ApiKeys.forId(id);
        short version = frame.getShort(frame.readerIndex() + 2);
        if (version < 0) {
            throw new MalformedFrame("a request of " + api + " in version " + version);
        }
        try {
            RequestHeaderData header =
                    new RequestHeaderData(new ByteBufReadable(frame), api.requestHeaderVersion(version));
            String clientId = header.clientId();
            return new RequestHeader(api, version, header.correlationId(), clientId == null ? "" : clientId);
        } catch (MalformedFrame malformed) {
            throw malformed;
        } catch (RuntimeException refusedByCodec) {
            throw new MalformedFrame("no header of a " + api + " request: " + refusedByCodec.getMessage());
        }
    }

    /// Whether a frame is for this API, whatever else is wrong with it.
    public static boolean isFor(ApiKeys api, ByteBuf frame) {
        return frame.readableBytes() >= MIN_BYTES && frame.getShort(frame.readerIndex()) == api.id;
    }

    /// Whether Kafka's classes know this version of the API.
    public boolean versionIsKnown() {
        return api.isVersionSupported(version);
    }

    /// The same request as far as the answer's frame goes, answered in another version.
    public RequestHeader answeredIn(short otherVersion) {
        return new RequestHeader(api, otherVersion, correlationId, clientId);
    }
}
