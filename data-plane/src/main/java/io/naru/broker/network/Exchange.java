package io.naru.broker.network;

import io.naru.broker.dispatch.Arrival;
import io.naru.broker.dispatch.Connection;
import io.naru.broker.protocol.RequestHeader;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request under way on its connection.
final class Exchange implements Arrival {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /// How a request ended.
    sealed interface Outcome {
        record Answer(ApiMessage response, long muteMs) implements Outcome {}

        record Nothing() implements Outcome {}

        record Close(String reason) implements Outcome {}
    }

    private final RequestHeader header;
    private final ApiMessage body;
    private final Frame frame;
    private final Principal principal;
    private final ServerConnection connection;
    private final long receivedNanos;
    private final RequestLine line;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Set<Right> rights = Set.of();
    private @Nullable Outcome outcome;

    Exchange(
            RequestHeader header,
            ApiMessage body,
            Frame frame,
            Principal principal,
            ServerConnection connection,
            long receivedNanos,
            RequestLine line) {
        this.header = header;
        this.body = body;
        this.frame = frame;
        this.principal = principal;
        this.connection = connection;
        this.receivedNanos = receivedNanos;
        this.line = line;
    }

    RequestHeader header() {
        return header;
    }

    int frameBytes() {
        return frame.length();
    }

    /// Event loop only; null while the request is under way.
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    @Override
    public void grant(Set<Right> granted) {
        rights = granted;
    }

    @Override
    public ApiKeys api() {
        return header.api();
    }

    @Override
    public short apiVersion() {
        return header.version();
    }

    @Override
    public String clientId() {
        return header.clientId();
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public Set<Right> rights() {
        return rights;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public ApiMessage body() {
        return body;
    }

    @Override
    public long receivedNanos() {
        return receivedNanos;
    }

    @Override
    public void respond(ApiMessage response) {
        respondThrottled(response, 0);
    }

    @Override
    public void respondThrottled(ApiMessage response, long muteMs) {
        if (!end(new Outcome.Answer(response, muteMs))) {
            WireRecords.release(response);
        }
    }

    @Override
    public void respondNothing() {
        end(new Outcome.Nothing());
    }

    @Override
    public void closeConnection(String reason) {
        end(new Outcome.Close(reason));
    }

    @Override
    public void releaseFrame() {
        frame.release();
    }

    @Override
    public Executor eventLoop() {
        return task -> EventLoops.tryExecute(connection.channel().eventLoop(), task, task);
    }

    private boolean end(Outcome how) {
        if (!ended.compareAndSet(false, true)) {
            if (how instanceof Outcome.Answer) {
                LOG.error("a {} request was ended twice", api(), new IllegalStateException("second answer"));
            }
            return false;
        }
        frame.release();
        EventLoops.tryExecute(
                connection.channel().eventLoop(),
                () -> {
                    outcome = how;
                    line.ended(this);
                },
                () -> {
                    if (how instanceof Outcome.Answer answer) {
                        WireRecords.release(answer.response());
                    }
                });
        return true;
    }
}
