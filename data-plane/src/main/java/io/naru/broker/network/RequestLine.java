package io.naru.broker.network;

import io.naru.broker.protocol.RequestHeader;
import io.naru.broker.protocol.WireRecords;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/// The requests of one connection, in the order they came. A Produce may start while Produces before it are
/// under way; any other request starts when the answer before it is handed to the socket. Answers leave in
/// order. Event loop only.
final class RequestLine {
    /// What the line needs of its connection.
    interface Attendant {
        /// Starts the request; null if it was answered, refused or is held up in place (then the line is held).
        @Nullable
        Exchange start(Frame frame);

        /// Hands the exchange on, once it is in the line.
        void dispatch(Exchange exchange);

        /// Sends the outcome of the oldest request.
        void deliver(Exchange exchange, Exchange.Outcome outcome);

        /// Whether the peer took enough of the earlier answers.
        boolean hasRoomForAnswers();
    }

    private final Attendant attendant;
    private final ReadGate gate;
    private final NetworkSettings settings;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private final Deque<Exchange> started = new ArrayDeque<>();
    private int heldBytes;
    private int holds;
    private boolean advancing;
    private boolean closed;

    RequestLine(Attendant attendant, ReadGate gate, NetworkSettings settings) {
        this.attendant = attendant;
        this.gate = gate;
        this.settings = settings;
    }

    void add(Frame frame) {
        if (closed) {
            frame.release();
            return;
        }
        waiting.add(frame);
        heldBytes += frame.length();
        advance();
    }

    /// Whether somebody else is at work for this connection.
    boolean isUnderWay() {
        return !started.isEmpty() || holds > 0;
    }

    /// No request starts until [#resume()] was called as often.
    void hold() {
        holds++;
    }

    void resume() {
        holds--;
        advance();
    }

    void ended(Exchange exchange) {
        if (closed) {
            if (exchange.outcome() instanceof Exchange.Outcome.Answer answer) {
                WireRecords.release(answer.response());
            }
            return;
        }
        advance();
    }

    /// Delivers what is ready, starts what may start.
    void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean moved = true;
            while (moved && !closed) {
                moved = deliverOldest() || startNext();
            }
        } finally {
            advancing = false;
        }
        if (!closed) {
            adjustGate();
        }
    }

    /// Gives back what waits; requests under way end by themselves.
    void close() {
        closed = true;
        waiting.forEach(Frame::release);
        waiting.clear();
        for (Exchange exchange : started) {
            if (exchange.outcome() instanceof Exchange.Outcome.Answer answer) {
                WireRecords.release(answer.response());
            }
        }
        started.clear();
    }

    private boolean deliverOldest() {
        Exchange oldest = started.peek();
        if (oldest == null) {
            return false;
        }
        Exchange.Outcome outcome = oldest.outcome();
        if (outcome == null) {
            return false;
        }
        started.remove();
        heldBytes -= oldest.frameBytes();
        attendant.deliver(oldest, outcome);
        return true;
    }

    private boolean startNext() {
        Frame next = waiting.peek();
        if (next == null || holds > 0 || !attendant.hasRoomForAnswers() || !mayOverlap(next)) {
            return false;
        }
        waiting.remove();
        Exchange exchange = attendant.start(next);
        if (exchange == null) {
            heldBytes -= next.length();
        } else {
            started.add(exchange);
            attendant.dispatch(exchange);
        }
        return true;
    }

    private boolean mayOverlap(Frame next) {
        Exchange oldest = started.peek();
        return oldest == null
                || (oldest.api() == ApiKeys.PRODUCE && RequestHeader.isFor(ApiKeys.PRODUCE, next.bytes()));
    }

    private void adjustGate() {
        boolean full = waiting.size() + started.size() >= settings.maxPipelinedRequests()
                || heldBytes >= settings.maxPipelinedBytes();
        if (full) {
            gate.close(ReadGate.Reason.REQUESTS_WAIT);
        } else {
            gate.open(ReadGate.Reason.REQUESTS_WAIT);
        }
    }
}
