package io.naru.broker.tenancy;

/// How waiting for the newest desired state ended.
public enum BarrierOutcome {
    /// Everything that was written before the barrier was asked for is applied.
    COMPLETED,
    /// It could not be made sure in time: close the connection without an answer rather than refuse.
    TIMED_OUT
}
