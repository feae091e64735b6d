package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.fetch.FetchLook.Found;
import io.naru.broker.fetch.session.FetchScope;
import io.naru.broker.fetch.session.FetchSession;
import io.naru.broker.fetch.session.FetchSessions;
import io.naru.broker.fetch.session.PartitionTable;
import io.naru.broker.partition.DataWaiter;
import io.naru.broker.partition.Partitions;
import io.naru.broker.partition.SeenEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.protocol.Errors;

/// One fetch from its first look to its answer. Reads on the connection's thread only; while it waits, the shards of
/// its partitions tell it when another look may help.
///
/// Another connection may go on with the same session meanwhile: then this fetch's view of it is over, and the answer
/// says so instead of telling half of the truth.
final class PendingFetch implements DataWaiter {
    private final Request request;
    private final FetchRequestData body;
    private final FetchScope scope;
    private final FetchLook look;
    private final Partitions partitions;
    private final FetchSessions sessions;
    private final ReadMeter meter;
    private final AtomicBoolean lookScheduled = new AtomicBoolean();
    private volatile boolean answered;

    /// @param scope not a refused one
    PendingFetch(
            Request request,
            FetchScope scope,
            FetchLook look,
            Partitions partitions,
            FetchSessions sessions,
            ReadMeter meter) {
        this.request = request;
        this.body = (FetchRequestData) request.body();
        this.scope = scope;
        this.look = look;
        this.partitions = partitions;
        this.sessions = sessions;
        this.meter = meter;
    }

    void begin() {
        List<SeenEnd> seen = new ArrayList<>();
        Found found = lookNow(seen);
        if (mayWait(found) && !seen.isEmpty()) {
            found.release();
            park(seen);
        } else {
            answer(found);
        }
    }

    private boolean mayWait(Found found) {
        return found.bytes() < body.minBytes() && !found.urgent() && body.maxWaitMs() > 0;
    }

    private void park(List<SeenEnd> seen) {
        if (!partitions.after(body.maxWaitMs(), seen.getFirst().handle(), this::timeOut)) {
            request.eventLoop().execute(() -> request.answerBy(this::answerWithWhatIsThere));
            return;
        }
        partitions.awaitAny(seen, this);
    }

    @Override
    public void look() {
        if (!answered && lookScheduled.compareAndSet(false, true)) {
            request.eventLoop().execute(() -> request.answerBy(this::lookAgain));
        }
    }

    @Override
    public boolean done() {
        return answered || !request.connection().isOpen();
    }

    private void timeOut() {
        if (!done()) {
            request.eventLoop().execute(() -> request.answerBy(this::answerWithWhatIsThere));
        }
    }

    private void lookAgain() {
        lookScheduled.set(false);
        if (answered) {
            return;
        }
        Found found = lookNow(new ArrayList<>());
        if (mayWait(found)) {
            found.release();
        } else {
            answer(found);
        }
    }

    private void answerWithWhatIsThere() {
        if (!answered) {
            answer(lookNow(new ArrayList<>()));
        }
    }

    private Found lookNow(List<SeenEnd> seen) {
        return switch (scope) {
            case FetchScope.Whole whole -> look.at(whole.partitions(), body.maxBytes(), false, seen);
            case FetchScope.Continued(FetchSession session, int epoch) -> {
                synchronized (session) {
                    yield session.isAtEpoch(epoch)
                            ? look.at(session.partitions(), body.maxBytes(), true, seen)
                            : new Found(List.of(), 0, true);
                }
            }
            case FetchScope.Refused refused -> throw new IllegalStateException("nothing to read: " + refused);
        };
    }

    private void answer(Found found) {
        answered = true;
        switch (scope) {
            case FetchScope.Whole whole -> answerWhole(whole, found);
            case FetchScope.Continued(FetchSession session, int epoch) -> {
                synchronized (session) {
                    if (!session.isAtEpoch(epoch)) {
                        found.release();
                        respond(session.id(), Errors.INVALID_FETCH_SESSION_EPOCH, List.of());
                        return;
                    }
                    tell(session.partitions(), found);
                    letOthersBeReadFirst(session.partitions(), found);
                }
                respond(session.id(), Errors.NONE, found.parts());
            }
            case FetchScope.Refused refused -> throw new IllegalStateException("nothing to answer: " + refused);
        }
    }

    private void answerWhole(FetchScope.Whole whole, Found found) {
        int session = FetchSessions.NO_SESSION;
        if (whole.session()) {
            tell(whole.partitions(), found);
            session = sessions.begin(request.principal(), request.apiVersion(), whole.partitions());
        }
        respond(session, Errors.NONE, found.parts());
    }

    private static void tell(PartitionTable partitions, Found found) {
        for (FetchLook.Part part : found.parts()) {
            partitions.tell(part.row(), part.data());
        }
    }

    /// Partitions that were just given records must not use up the bytes of every answer.
    private static void letOthersBeReadFirst(PartitionTable partitions, Found found) {
        for (FetchLook.Part part : found.parts()) {
            if (part.data().records().sizeInBytes() > 0) {
                partitions.moveToEnd(part.row());
            }
        }
    }

    private void respond(int session, Errors error, List<FetchLook.Part> parts) {
        FetchAnswer.measure(parts, request.principal().cluster(), meter);
        request.respond(FetchAnswer.of(parts).setSessionId(session).setErrorCode(error.code()));
    }
}
