package io.naru.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/// A client whose connection runs on the test's own thread. Counts the memory of its buffers.
final class Wire {
    final EmbeddedChannel channel;
    final UnpooledByteBufAllocator allocator;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int consumed;
    private int framesReceived;
    int fileRegions;

    Wire(Network network, ListenerSettings listener, UnpooledByteBufAllocator allocator) {
        this.allocator = allocator;
        this.channel =
                EmbeddedChannel.builder().handlers(network.pipeline(listener)).build();
        channel.config().setAllocator(allocator);
        channel.freezeTime();
    }

    static byte[] frame(ApiKeys api, int version, int correlationId, ApiMessage body) {
        short requestVersion = (short) version;
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion(requestVersion)
                .setCorrelationId(correlationId)
                .setClientId("test");
        ByteBuffer head = MessageUtil.toByteBufferAccessor(header, api.requestHeaderVersion(requestVersion))
                .buffer();
        ByteBuffer rest = MessageUtil.toByteBufferAccessor(body, requestVersion).buffer();
        return ByteBuffer.allocate(4 + head.remaining() + rest.remaining())
                .putInt(head.remaining() + rest.remaining())
                .put(head)
                .put(rest)
                .array();
    }

    Wire send(ApiKeys api, int version, int correlationId, ApiMessage body) {
        return send(frame(api, version, correlationId, body));
    }

    Wire send(byte[] bytes) {
        if (channel.isOpen()) {
            ByteBuf buffer = allocator.directBuffer(bytes.length).writeBytes(bytes);
            channel.writeInbound(buffer);
        }
        return this;
    }

    /// The next answer, or null if there is none.
    byte[] nextFrame() {
        drain();
        byte[] all = received.toByteArray();
        if (all.length - consumed < 4) {
            return null;
        }
        int length = ByteBuffer.wrap(all, consumed, 4).getInt();
        if (all.length - consumed < 4 + length) {
            return null;
        }
        byte[] frame = new byte[length];
        System.arraycopy(all, consumed + 4, frame, 0, length);
        consumed += 4 + length;
        return frame;
    }

    <T extends ApiMessage> T answer(Class<T> type, ApiKeys api, int version, int correlationId) {
        byte[] frame = nextFrame();
        assertThat(frame).as("an answer to " + api).isNotNull();
        return decoded(type, api, version, correlationId, frame);
    }

    static <T extends ApiMessage> T decoded(Class<T> type, ApiKeys api, int version, int correlationId, byte[] frame) {
        ByteBufferAccessor bytes = new ByteBufferAccessor(ByteBuffer.wrap(frame));
        ResponseHeaderData header = new ResponseHeaderData(bytes, api.responseHeaderVersion((short) version));
        assertThat(header.correlationId()).isEqualTo(correlationId);
        ApiMessage message = api.messageType.newResponse();
        message.read(bytes, (short) version);
        assertThat(bytes.remaining()).isZero();
        return type.cast(message);
    }

    /// Takes in all answers there are and counts those of the whole connection.
    int framesReceived() {
        while (nextFrame() != null) {
            framesReceived++;
        }
        return framesReceived;
    }

    boolean isSilent() {
        return nextFrame() == null;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    Wire passes(long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        return this;
    }

    SaslAuthenticateResponseData authenticate(String mechanism, String token) {
        send(ApiKeys.SASL_HANDSHAKE, 1, 100, new SaslHandshakeRequestData().setMechanism(mechanism));
        assertThat(answer(SaslHandshakeResponseData.class, ApiKeys.SASL_HANDSHAKE, 1, 100)
                        .errorCode())
                .isZero();
        send(
                ApiKeys.SASL_AUTHENTICATE,
                2,
                101,
                new SaslAuthenticateRequestData().setAuthBytes(token.getBytes(StandardCharsets.UTF_8)));
        return answer(SaslAuthenticateResponseData.class, ApiKeys.SASL_AUTHENTICATE, 2, 101);
    }

    Wire authenticated() {
        assertThat(authenticate("PLAIN", "\0key\0secret").errorCode()).isZero();
        return this;
    }

    void closes() {
        channel.close();
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
    }

    private void drain() {
        channel.runPendingTasks();
        WritableByteChannel sink = Channels.newChannel(received);
        for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
            try {
                if (message instanceof FileRegion region) {
                    fileRegions++;
                    while (region.transferred() < region.count()) {
                        region.transferTo(sink, region.transferred());
                    }
                    region.release();
                } else {
                    ByteBuf bytes = (ByteBuf) message;
                    bytes.readBytes(received, bytes.readableBytes());
                    bytes.release();
                }
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
