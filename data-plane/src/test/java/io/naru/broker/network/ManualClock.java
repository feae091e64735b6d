package io.naru.broker.network;

import io.naru.broker.environment.Clock;

final class ManualClock implements Clock {
    private long nanos = 1_000_000_000L;

    @Override
    public long wallMs() {
        return nanos / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    void passes(long ms) {
        nanos += ms * 1_000_000;
    }
}
