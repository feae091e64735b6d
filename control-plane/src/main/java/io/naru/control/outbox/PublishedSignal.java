package io.naru.control.outbox;

import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Wakes the relay when there is something to publish, and those who wait when it is published. Only a shortcut
/// within
/// one process:
/// both sides also look by themselves.
@Singleton
class PublishedSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long published;
    private boolean wanted;

    void somethingToPublish() {
        lock.lock();
        try {
            wanted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void somethingPublished() {
        lock.lock();
        try {
            published++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long publishedSoFar() {
        lock.lock();
        try {
            return published;
        } finally {
            lock.unlock();
        }
    }

    void awaitMoreThan(long seen, long nanos) {
        await(nanos, () -> published > seen);
    }

    /// Waits for [#somethingToPublish], and forgets it.
    void awaitWanted(long nanos) {
        await(nanos, () -> wanted);
        lock.lock();
        try {
            wanted = false;
        } finally {
            lock.unlock();
        }
    }

    private void await(long nanos, BooleanSupplier until) {
        lock.lock();
        try {
            long remaining = nanos;
            while (!until.getAsBoolean() && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// For callers that only wish to pause, and to be woken on shutdown by an interrupt.
    void pause(long millis) {
        await(TimeUnit.MILLISECONDS.toNanos(millis), () -> false);
    }
}
