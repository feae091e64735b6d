package io.naru.broker.network;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A bound on request bytes: the whole broker's, and within it a share of each logical cluster, so that a
/// tenant whose clients stall cannot stop the others. A frame is reserved whole before it is received: whatever
/// was begun can be finished, the last one may overdraw.
final class RequestMemory {
    private final @Nullable RequestMemory whole;
    private final AtomicLong available;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    RequestMemory(long bytes) {
        this(null, bytes);
    }

    private RequestMemory(@Nullable RequestMemory whole, long bytes) {
        this.whole = whole;
        this.available = new AtomicLong(bytes);
    }

    /// A bound of its own on a part of what this one has.
    RequestMemory share(long bytes) {
        return new RequestMemory(this, bytes);
    }

    boolean tryReserve(int bytes) {
        if (!take(bytes)) {
            return false;
        }
        if (whole != null && !whole.tryReserve(bytes)) {
            available.addAndGet(bytes);
            return false;
        }
        return true;
    }

    /// Runs the action once, on any thread, when there may be room again.
    void whenAvailable(Runnable action) {
        if (whole != null && available.get() > 0) {
            whole.whenAvailable(action);
        } else {
            waiting.add(action);
            wakeWaiting();
        }
    }

    void release(int bytes) {
        available.addAndGet(bytes);
        if (whole != null) {
            whole.release(bytes);
        }
        wakeWaiting();
    }

    long availableBytes() {
        return available.get();
    }

    private boolean take(int bytes) {
        long left = available.get();
        while (left > 0) {
            if (available.compareAndSet(left, left - bytes)) {
                return true;
            }
            left = available.get();
        }
        return false;
    }

    private void wakeWaiting() {
        while (available.get() > 0) {
            Runnable next = waiting.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }
}
