package io.naru.broker.environment;

/// A duty cycle that one thread turns: a shard, the controller.
public interface Agent {
    /// Names the thread, for instance `naru-shard-0`.
    String name();

    /// Does what there is to do without blocking.
    ///
    /// @return how much was done; 0 lets the thread park until [#nextDeadlineNanos()] or until it is woken
    int doWork();

    /// When the agent has to be called again even if nobody wakes it, on [Clock#nanos()]; [Long#MAX_VALUE] for never.
    long nextDeadlineNanos();

    /// Called once on the agent's own thread after the last duty cycle.
    default void onStop() {}
}
