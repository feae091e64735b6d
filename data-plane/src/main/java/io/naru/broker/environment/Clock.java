package io.naru.broker.environment;

/// The broker's only source of time.
public interface Clock {
    /// Milliseconds since the epoch; may jump when the machine's clock is set.
    long wallMs();

    /// Nanoseconds of a clock that never goes back; for durations and deadlines only.
    long nanos();
}
