package io.naru.broker.environment;

import java.util.concurrent.Executor;

/// How the broker's agents and blocking jobs get their threads; a simulation hands out turns of its own one thread.
public interface Threads {
    /// Turns the agent's duty cycle until the returned handle is stopped.
    Running start(Agent agent);

    /// A pool for work that may block (sync, compaction, cold reads). Its queue is bounded by what its callers have in
    /// flight: every caller submits one job and waits for its report before the next.
    Executor background(String name, int threads);

    /// One running agent.
    interface Running {
        /// Ends a park early. Callable from any thread, cheap when the agent is awake.
        void wake();

        /// Stops the duty cycle after its current turn and waits for it.
        void stop();
    }
}
