package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.fetch.session.FetchScope;
import io.naru.broker.fetch.session.FetchSession;
import io.naru.broker.fetch.session.FetchSessions;
import io.naru.broker.fetch.session.PartitionTable;
import io.naru.broker.partition.DataWaiter;
import io.naru.broker.partition.SeenEnd;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;

/// One fetch from its first look to its answer. It looks on the connection's thread only; while it waits, the shards of
/// its partitions tell it when another look may help. Records that are not in memory are read by a disk thread when the
/// answer is due, never on the connection's thread, which it shares with others.
///
/// Another connection may go on with the same session meanwhile: then this fetch's view of it is over, and the answer
/// says so instead of telling half of the truth.
final class PendingFetch implements DataWaiter {
    /// How long a client is kept from asking again when too many wait for the disk.
    private static final int DISK_IS_BUSY_MS = 100;

    private final FetchNeeds needs;
    private final Request request;
    private final FetchRequestData body;
    private final FetchScope scope;
    private final AtomicBoolean lookScheduled = new AtomicBoolean();

    /// Nothing is waited for any more.
    private volatile boolean due;

    /// @param scope not a refused one
    PendingFetch(FetchNeeds needs, Request request, FetchScope scope) {
        this.needs = needs;
        this.request = request;
        this.body = (FetchRequestData) request.body();
        this.scope = scope;
    }

    void begin() {
        Found found = lookNow();
        if (mayWait(found) && !found.seen().isEmpty()) {
            found.release();
            park(found.seen());
        } else {
            answer(found);
        }
    }

    private boolean mayWait(Found found) {
        return found.bytes() < body.minBytes() && !found.urgent() && body.maxWaitMs() > 0;
    }

    private void park(List<SeenEnd> seen) {
        if (!needs.partitions().after(body.maxWaitMs(), seen.getFirst().handle(), this::timeOut)) {
            onEventLoop(this::answerWithWhatIsThere);
            return;
        }
        needs.partitions().awaitAny(seen, this);
    }

    @Override
    public void look() {
        if (!due && lookScheduled.compareAndSet(false, true)) {
            onEventLoop(this::lookAgain);
        }
    }

    @Override
    public boolean done() {
        return due || !request.connection().isOpen();
    }

    private void timeOut() {
        if (!done()) {
            onEventLoop(this::answerWithWhatIsThere);
        }
    }

    private void onEventLoop(Runnable action) {
        request.eventLoop().execute(() -> request.answerBy(action));
    }

    private void lookAgain() {
        lookScheduled.set(false);
        if (due) {
            return;
        }
        Found found = lookNow();
        if (mayWait(found)) {
            found.release();
        } else {
            answer(found);
        }
    }

    private void answerWithWhatIsThere() {
        if (!due) {
            answer(lookNow());
        }
    }

    private Found lookNow() {
        return switch (scope) {
            case FetchScope.Whole whole -> look(whole.partitions(), false);
            case FetchScope.Continued(FetchSession session, int epoch) -> {
                synchronized (session) {
                    yield session.isAtEpoch(epoch) ? look(session.partitions(), true) : Found.NOTHING;
                }
            }
            case FetchScope.Refused refused -> throw new IllegalStateException("nothing to read: " + refused);
        };
    }

    private Found look(PartitionTable asked, boolean changesOnly) {
        return new FetchLook(request, needs.metadata().image(), needs.partitions(), asked, body.maxBytes(), changesOnly)
                .take();
    }

    // ---- answering

    private void answer(Found found) {
        due = true;
        if (found.cold().isEmpty()) {
            deliver(found, 0);
        } else if (!needs.coldReads().offer(request.principal().cluster(), () -> readAndDeliver(found))) {
            deliver(found, DISK_IS_BUSY_MS);
        }
    }

    /// On a disk thread. Whatever happens, the fetch is answered.
    private void readAndDeliver(Found found) {
        try {
            for (ColdRead read : found.cold()) {
                if (!request.connection().isOpen()) {
                    return;
                }
                read.run();
            }
        } finally {
            onEventLoop(() -> deliver(found, 0));
        }
    }

    private void deliver(Found found, int throttleMs) {
        if (!request.connection().isOpen()) {
            found.release();
            request.closeConnection("the client has left");
            return;
        }
        switch (scope) {
            case FetchScope.Whole whole -> deliverWhole(whole, found, throttleMs);
            case FetchScope.Continued(FetchSession session, int epoch) -> {
                synchronized (session) {
                    if (!session.isAtEpoch(epoch)) {
                        found.release();
                        respond(session.id(), Errors.INVALID_FETCH_SESSION_EPOCH, List.of(), throttleMs);
                        return;
                    }
                    tell(session.partitions(), found);
                    letOthersBeReadFirst(session.partitions(), found);
                }
                respond(session.id(), Errors.NONE, found.parts(), throttleMs);
            }
            case FetchScope.Refused refused -> throw new IllegalStateException("nothing to answer: " + refused);
        }
    }

    private void deliverWhole(FetchScope.Whole whole, Found found, int throttleMs) {
        int session = FetchSessions.NO_SESSION;
        if (whole.session()) {
            tell(whole.partitions(), found);
            session = needs.sessions().begin(request.principal(), request.apiVersion(), whole.partitions());
        }
        respond(session, Errors.NONE, found.parts(), throttleMs);
    }

    private static void tell(PartitionTable partitions, Found found) {
        for (FetchPart part : found.parts()) {
            partitions.tell(part.row(), part.data());
        }
    }

    /// Partitions that were just given records must not use up the bytes of every answer.
    private static void letOthersBeReadFirst(PartitionTable partitions, Found found) {
        for (FetchPart part : found.parts()) {
            if (part.recordBytes() > 0) {
                partitions.moveToEnd(part.row());
            }
        }
    }

    private void respond(int session, Errors error, List<FetchPart> parts, int throttleMs) {
        FetchAnswer.measure(parts, request.principal().cluster(), needs.meter());
        FetchResponseData response = FetchAnswer.of(parts)
                .setSessionId(session)
                .setErrorCode(error.code())
                .setThrottleTimeMs(throttleMs);
        if (throttleMs == 0) {
            request.respond(response);
        } else {
            request.respondThrottled(response, throttleMs);
        }
    }
}
