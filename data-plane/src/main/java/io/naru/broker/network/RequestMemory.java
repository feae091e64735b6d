package io.naru.broker.network;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The broker-wide bound on request bytes. A frame is reserved whole before it is received, so that whatever
/// was begun can be finished; the last one may overdraw.
final class RequestMemory {
    private final AtomicLong available;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    RequestMemory(long bytes) {
        this.available = new AtomicLong(bytes);
    }

    boolean tryReserve(int bytes) {
        long left = available.get();
        while (left > 0) {
            if (available.compareAndSet(left, left - bytes)) {
                return true;
            }
            left = available.get();
        }
        return false;
    }

    /// Runs the action once, on any thread, when there may be room again.
    void whenAvailable(Runnable action) {
        waiting.add(action);
        wakeWaiting();
    }

    void release(int bytes) {
        available.addAndGet(bytes);
        wakeWaiting();
    }

    long availableBytes() {
        return available.get();
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
