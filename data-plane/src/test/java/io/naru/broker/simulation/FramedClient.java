package io.naru.broker.simulation;

import io.naru.broker.environment.Clock;
import io.naru.broker.network.ListenerSettings;
import io.naru.broker.network.Network;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/// A client on a connection through the broker's own pipeline: what it sends arrives in pieces of any size, several
/// requests at once or half of one, and so do the answers. Nothing moves but in [#step].
final class FramedClient {
    private static final int LENGTH_BYTES = 4;

    private final EmbeddedChannel channel;
    private final RandomGenerator random;
    private final Clock clock;
    private final ByteBuf toBroker = Unpooled.buffer();
    private final ByteBuf onItsWay = Unpooled.buffer();
    private final ByteBuf received = Unpooled.buffer();
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final Deque<Unsent> unsent = new ArrayDeque<>();
    private int correlationId;
    private boolean ready;
    private long lastNanos;

    private record Pending(ApiKeys api, short version, CompletableFuture<ApiMessage> answer) {}

    /// A request that waits for the log-in.
    private record Unsent(ApiMessage body, short version, CompletableFuture<ApiMessage> answer) {}

    private FramedClient(Network network, ListenerSettings listener, RandomGenerator random, Clock clock) {
        this.random = random;
        this.clock = clock;
        this.lastNanos = clock.nanos();
        this.channel =
                EmbeddedChannel.builder().handlers(network.pipeline(listener)).build();
        channel.config().setAllocator(new UnpooledByteBufAllocator(false));
        channel.freezeTime();
    }

    /// A client behind a listener that asks nobody who he is.
    static FramedClient open(Network network, ListenerSettings listener, RandomGenerator random, Clock clock) {
        FramedClient client = new FramedClient(network, listener, random, clock);
        client.ready = true;
        return client;
    }

    /// A client that logs in; what it is asked to send waits for that.
    ///
    /// @param loggedIn gets the broker's answer, or fails with the connection
    static FramedClient loggingIn(
            Network network,
            ListenerSettings listener,
            RandomGenerator random,
            Clock clock,
            String user,
            String secret,
            CompletableFuture<SaslAuthenticateResponseData> loggedIn) {
        FramedClient client = new FramedClient(network, listener, random, clock);
        SaslAuthenticateRequestData token = new SaslAuthenticateRequestData()
                .setAuthBytes(("\0" + user + "\0" + secret).getBytes(StandardCharsets.UTF_8));
        client.transmit(new SaslHandshakeRequestData().setMechanism("PLAIN"), (short) 1)
                .thenCompose(handshake -> client.transmit(token, (short) 2))
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        loggedIn.completeExceptionally(failure);
                        return;
                    }
                    SaslAuthenticateResponseData response = (SaslAuthenticateResponseData) answer;
                    if (response.errorCode() == 0) {
                        client.becomeReady();
                    }
                    loggedIn.complete(response);
                });
        return client;
    }

    private void becomeReady() {
        ready = true;
        for (Unsent next; (next = unsent.poll()) != null; ) {
            transmit(next.body(), next.version(), next.answer());
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    CompletableFuture<ApiMessage> send(ApiMessage body, short version) {
        if (ready) {
            return transmit(body, version);
        }
        CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
        unsent.add(new Unsent(body, version, answer));
        return answer;
    }

    private CompletableFuture<ApiMessage> transmit(ApiMessage body, short version) {
        CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
        transmit(body, version, answer);
        return answer;
    }

    private void transmit(ApiMessage body, short version, CompletableFuture<ApiMessage> answer) {
        ApiKeys api = ApiKeys.forId(body.apiKey());
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion(version)
                .setCorrelationId(++correlationId)
                .setClientId("framed");
        ByteBuffer head = MessageUtil.toByteBufferAccessor(header, api.requestHeaderVersion(version))
                .buffer();
        ByteBuffer rest = MessageUtil.toByteBufferAccessor(body, version).buffer();
        toBroker.writeInt(head.remaining() + rest.remaining()).writeBytes(head).writeBytes(rest);
        pending.put(correlationId, new Pending(api, version, answer));
    }

    /// The connection breaks: what was under way may have been done or not.
    void cut() {
        channel.close();
        channel.runPendingTasks();
    }

    /// Nobody looks after this client any more.
    void leave() {
        cut();
        fail();
    }

    /// Moves some bytes one way or the other.
    void step() {
        channel.advanceTimeBy(clock.nanos() - lastNanos, TimeUnit.NANOSECONDS);
        lastNanos = clock.nanos();
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        if (channel.isOpen() && toBroker.isReadable() && channel.config().isAutoRead()) {
            channel.writeInbound(Unpooled.copiedBuffer(toBroker.readBytes(some(toBroker))));
            channel.runPendingTasks();
        }
        takeOutbound();
        if (onItsWay.isReadable()) {
            received.writeBytes(onItsWay, some(onItsWay));
            takeAnswers();
        }
        if (!channel.isOpen() && !onItsWay.isReadable()) {
            fail();
        }
    }

    private int some(ByteBuf bytes) {
        int readable = bytes.readableBytes();
        return random.nextInt(4) == 0 ? 1 + random.nextInt(readable) : readable;
    }

    private void takeOutbound() {
        for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
            ByteBuf bytes = (ByteBuf) message;
            onItsWay.writeBytes(bytes);
            bytes.release();
        }
    }

    private void takeAnswers() {
        while (received.readableBytes() >= LENGTH_BYTES
                && received.readableBytes() >= LENGTH_BYTES + received.getInt(received.readerIndex())) {
            ByteBuffer frame = ByteBuffer.allocate(received.readInt());
            received.readBytes(frame);
            take(frame.flip());
        }
    }

    /// Answers come in the order of the requests.
    private void take(ByteBuffer frame) {
        int answered = frame.getInt(frame.position());
        int first = pending.keySet().iterator().next();
        if (answered != first) {
            throw new AssertionError("request " + first + " is due, but " + answered + " was answered");
        }
        Pending request = pending.remove(first);
        ByteBufferAccessor bytes = new ByteBufferAccessor(frame);
        ResponseHeaderData unused =
                new ResponseHeaderData(bytes, request.api().responseHeaderVersion(request.version()));
        ApiMessage message = request.api().messageType.newResponse();
        message.read(bytes, request.version());
        if (unused.correlationId() != answered || bytes.remaining() != 0) {
            throw new AssertionError("the answer to " + request + " has " + bytes.remaining() + " bytes too many");
        }
        request.answer().complete(message);
    }

    private void fail() {
        List<CompletableFuture<ApiMessage>> lost = new ArrayList<>();
        pending.values().forEach(each -> lost.add(each.answer()));
        unsent.forEach(each -> lost.add(each.answer()));
        pending.clear();
        unsent.clear();
        lost.forEach(answer -> answer.completeExceptionally(new IOException("the connection is closed")));
    }
}
