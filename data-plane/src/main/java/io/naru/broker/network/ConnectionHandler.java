package io.naru.broker.network;

import io.naru.broker.dispatch.ApiVersionsAnswer;
import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.environment.Clock;
import io.naru.broker.protocol.MalformedFrame;
import io.naru.broker.protocol.RequestBody;
import io.naru.broker.protocol.RequestHeader;
import io.naru.broker.protocol.ResponseFrame;
import io.naru.broker.protocol.ResponsePart;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.Principal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection from accept to close: who speaks, which request may come now, what happens to its answer. What
/// cannot be answered closes the connection, as in Kafka.
final class ConnectionHandler extends ChannelInboundHandlerAdapter
        implements RequestLine.Attendant, SaslExchange.Attendant {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final ServerConnection connection;
    private final Channel channel;
    private final Connections connections;
    private final Dispatcher dispatcher;
    private final Clock clock;
    private final NetworkSettings settings;
    private final FrameDecoder decoder;
    private final ResponseWriter writer;
    private final RequestLine line;
    private final SaslExchange sasl;
    private final @Nullable Principal fixedPrincipal;
    private @Nullable Principal principal;
    private @Nullable String joinedCluster;
    private long sessionEndNanos = Long.MAX_VALUE;
    private long openedNanos;
    private long lastMoveNanos;
    private boolean closing;
    private @Nullable Future<?> watchTimer;

    /// @param fixedPrincipal who everybody is on a listener without authentication
    ConnectionHandler(
            ServerConnection connection,
            Connections connections,
            Dispatcher dispatcher,
            Authentication authentication,
            Clock clock,
            NetworkSettings settings,
            FrameDecoder decoder,
            boolean sendsFiles,
            @Nullable Principal fixedPrincipal) {
        this.connection = connection;
        this.channel = connection.channel();
        this.connections = connections;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.settings = settings;
        this.decoder = decoder;
        this.fixedPrincipal = fixedPrincipal;
        this.writer = new ResponseWriter(channel, sendsFiles, this::wrote);
        this.line = new RequestLine(this, decoder.gate(), settings);
        this.sasl = new SaslExchange(authentication, connection.peer(), this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        openedNanos = clock.nanos();
        lastMoveNanos = openedNanos;
        if (!connections.admit(connection)) {
            close("too many connections on this listener");
        } else if (fixedPrincipal != null) {
            accept(fixedPrincipal, 0);
        }
        if (!closing) {
            watch(settings.maxHandshakeMs());
        }
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        line.add((Frame) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        lastMoveNanos = clock.nanos();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        writer.pump();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        line.close();
        writer.close();
        if (watchTimer != null) {
            watchTimer.cancel(false);
        }
        connections.left(connection, joinedCluster);
        joinedCluster = null;
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            close(String.valueOf(cause.getMessage()));
        } else {
            LOG.error("{} failed and is closed", connection, cause);
            close("an unexpected failure");
        }
    }

    @Override
    public @Nullable Exchange start(Frame frame) {
        Exchange exchange = null;
        try {
            exchange = begin(frame);
        } catch (MalformedFrame malformed) {
            close(malformed.getMessage());
        }
        if (exchange == null) {
            frame.release();
        }
        return exchange;
    }

    private @Nullable Exchange begin(Frame frame) {
        ByteBuf bytes = frame.bytes();
        if (sasl.awaitsRawToken()) {
            sasl.rawToken(ByteBufUtil.getBytes(bytes));
            return null;
        }
        RequestHeader header = RequestHeader.read(bytes);
        if (sasl.awaitsToken() && header.api() != ApiKeys.SASL_AUTHENTICATE) {
            close(header.api() + " where a SASL token is awaited");
            return null;
        }
        return switch (header.api()) {
            case API_VERSIONS -> answerApiVersions(header, bytes);
            case SASL_HANDSHAKE, SASL_AUTHENTICATE -> converse(header, bytes);
            default -> beginForHandler(header, frame);
        };
    }

    private @Nullable Exchange answerApiVersions(RequestHeader header, ByteBuf bytes) {
        ApiVersionsAnswer apiVersions = dispatcher.apiVersions();
        if (!apiVersions.answers(header.version())) {
            answer(header.answeredIn((short) 0), apiVersions.unsupportedVersion());
        } else {
            ApiVersionsRequestData request =
                    (ApiVersionsRequestData) RequestBody.read(header, bytes).message();
            answer(header, apiVersions.answer(header.version(), request));
        }
        return null;
    }

    private @Nullable Exchange converse(RequestHeader header, ByteBuf bytes) {
        ApiMessage request = RequestBody.read(header, bytes).message();
        boolean needless = fixedPrincipal != null;
        switch (request) {
            case SaslHandshakeRequestData handshake
            when needless ->
                answer(header, new SaslHandshakeResponseData().setErrorCode(Errors.ILLEGAL_SASL_STATE.code()));
            case SaslAuthenticateRequestData token
            when needless ->
                answer(header, new SaslAuthenticateResponseData().setErrorCode(Errors.ILLEGAL_SASL_STATE.code()));
            case SaslHandshakeRequestData handshake -> sasl.handshake(header, handshake);
            case SaslAuthenticateRequestData token -> sasl.token(header, token);
            default -> throw new IllegalStateException("not a SASL request: " + header.api());
        }
        return null;
    }

    private @Nullable Exchange beginForHandler(RequestHeader header, Frame frame) {
        Principal caller = principal;
        if (caller == null) {
            close(header.api() + " before authentication");
            return null;
        }
        if (clock.nanos() - sessionEndNanos > 0 && sessionEndNanos != Long.MAX_VALUE) {
            close("the session has expired and was not renewed");
            return null;
        }
        if (!dispatcher.answers(header.api(), header.version())) {
            close(header.api() + " v" + header.version() + " is not answered");
            return null;
        }
        if (header.api() != ApiKeys.PRODUCE && frame.length() > settings.maxOtherRequestBytes()) {
            close("a " + header.api() + " request of " + frame.length() + " bytes");
            return null;
        }
        RequestBody body = RequestBody.read(header, frame.bytes());
        if (!body.viewsFrame()) {
            frame.release();
        }
        return new Exchange(header, body.message(), frame, caller, connection, clock.nanos(), line);
    }

    @Override
    public void dispatch(Exchange exchange) {
        dispatcher.dispatch(exchange);
    }

    @Override
    public void deliver(Exchange exchange, Exchange.Outcome outcome) {
        switch (outcome) {
            case Exchange.Outcome.Answer sent -> {
                int length = send(exchange.header(), sent.response());
                if (length > 0) {
                    finished(exchange, length);
                    mute(sent.muteMs());
                } else {
                    dispatcher.listener().closed(exchange.principal(), exchange.api());
                }
            }
            case Exchange.Outcome.Nothing nothing -> finished(exchange, 0);
            case Exchange.Outcome.Close(String reason) -> {
                dispatcher.listener().closed(exchange.principal(), exchange.api());
                close(reason);
            }
        }
    }

    private void finished(Exchange exchange, int responseBytes) {
        dispatcher
                .listener()
                .finished(
                        exchange.principal(),
                        exchange.clientId(),
                        exchange.api(),
                        exchange.frameBytes(),
                        responseBytes,
                        clock.nanos() - exchange.receivedNanos());
    }

    @Override
    public boolean hasRoomForAnswers() {
        return writer.unsentBytes() < settings.maxUnsentBytes();
    }

    @Override
    public void answer(RequestHeader request, ApiMessage response) {
        send(request, response);
    }

    /// Returns the length, or -1 if the response could not be encoded and the connection is closed.
    private int send(RequestHeader request, ApiMessage response) {
        try {
            ResponseFrame frame = ResponseFrame.encode(channel.alloc(), request, response);
            writer.write(frame.parts());
            return frame.bytes();
        } catch (RuntimeException doesNotFit) {
            LOG.error(
                    "{} is closed: its answer to {} v{} cannot be written",
                    connection,
                    request.api(),
                    request.version(),
                    doesNotFit);
            close("an answer that cannot be written");
            return -1;
        }
    }

    @Override
    public void answerRaw(byte[] token) {
        ByteBuf bytes = channel.alloc().ioBuffer(Integer.BYTES + token.length);
        bytes.writeInt(token.length).writeBytes(token);
        writer.write(List.of(new ResponsePart.Bytes(bytes)));
    }

    @Override
    public void waitForVerdict() {
        connection.authenticating();
        line.hold();
    }

    @Override
    public void verdict(Runnable action) {
        EventLoops.tryExecute(
                channel.eventLoop(),
                () -> {
                    if (!closing) {
                        action.run();
                        line.resume();
                    }
                },
                () -> {});
    }

    @Override
    public boolean accept(Principal accepted, long sessionLifetimeMs) {
        if (joinedCluster == null) {
            RequestMemory share = connections.join(accepted.cluster());
            if (share == null) {
                close("too many connections of cluster " + accepted.cluster());
                return false;
            }
            joinedCluster = accepted.cluster();
            decoder.admit(settings.maxRequestBytes(), share);
        }
        if (!connection.authenticated(accepted)) {
            close("revoked");
            return false;
        }
        principal = accepted;
        sessionEndNanos = sessionLifetimeMs > 0
                ? clock.nanos() + TimeUnit.MILLISECONDS.toNanos(sessionLifetimeMs)
                : Long.MAX_VALUE;
        return true;
    }

    @Override
    public void closeAfterRefusal(String reason) {
        line.hold();
        decoder.gate().close(ReadGate.Reason.CLOSING);
        EventLoops.later(channel.eventLoop(), () -> close(reason), settings.failedAuthenticationDelayMs());
    }

    @Override
    public void close(@Nullable String reason) {
        if (!closing) {
            closing = true;
            LOG.debug("{} is closed: {}", connection, reason);
            line.close();
            EventLoops.close(channel);
        }
    }

    private void mute(long muteMs) {
        if (muteMs > 0) {
            line.hold();
            decoder.gate().close(ReadGate.Reason.MUTED);
            EventLoops.later(channel.eventLoop(), this::unmute, muteMs);
        }
    }

    private void unmute() {
        decoder.gate().open(ReadGate.Reason.MUTED);
        line.resume();
    }

    private void wrote() {
        lastMoveNanos = clock.nanos();
        line.advance();
    }

    private void watch(long delayMs) {
        watchTimer = channel.eventLoop().schedule(this::closeIfSilent, delayMs, TimeUnit.MILLISECONDS);
    }

    private void closeIfSilent() {
        if (closing) {
            return;
        }
        long now = clock.nanos();
        long silentMs = TimeUnit.NANOSECONDS.toMillis(now - lastMoveNanos);
        boolean stalls = decoder.isInsideFrame() && decoder.gate().isOpen();
        if (principal == null && TimeUnit.NANOSECONDS.toMillis(now - openedNanos) >= settings.maxHandshakeMs()) {
            close("not authenticated in time");
        } else if (stalls && silentMs >= settings.maxHandshakeMs()) {
            close("stalled inside a request");
        } else if (!line.isUnderWay() && silentMs >= settings.maxIdleMs()) {
            close("idle");
        } else {
            watch(Math.min(settings.maxHandshakeMs(), settings.maxIdleMs()));
        }
    }
}
