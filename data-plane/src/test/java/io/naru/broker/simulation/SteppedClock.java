package io.naru.broker.simulation;

import io.naru.broker.environment.Clock;
import java.util.concurrent.TimeUnit;

/// A clock that stands still until it is moved.
public final class SteppedClock implements Clock {
    private static final long START_MS = 1_790_000_000_000L;

    private long nanos;

    @Override
    public long wallMs() {
        return START_MS + TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    public void advanceMs(long ms) {
        nanos += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    public void advanceNanos(long by) {
        nanos += by;
    }
}
