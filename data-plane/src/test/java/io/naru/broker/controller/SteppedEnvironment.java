package io.naru.broker.controller;

import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Clock;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/// Time that stands still and agents that are turned by hand. Background jobs run when they are asked to.
final class SteppedEnvironment implements Clock, Threads {
    private final List<Agent> agents = new ArrayList<>();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final long seed;
    private long nowMs = 1_700_000_000_000L;

    SteppedEnvironment(long seed) {
        this.seed = seed;
    }

    Environment environment() {
        return new Environment(this, new Random(seed), this);
    }

    /// Turns all agents until none has anything to do.
    void settle() {
        int turns = 0;
        while (agents.stream().mapToInt(Agent::doWork).sum() > 0) {
            if (++turns > 10_000) {
                throw new AssertionError("the agents do not come to rest");
            }
        }
    }

    /// Runs the background jobs that wait.
    void runBackground() {
        for (Runnable job = background.poll(); job != null; job = background.poll()) {
            job.run();
        }
    }

    void passMs(long ms) {
        nowMs += ms;
    }

    @Override
    public long wallMs() {
        return nowMs;
    }

    @Override
    public long nanos() {
        return nowMs * 1_000_000;
    }

    @Override
    public Running start(Agent agent) {
        agents.add(agent);
        return new Running() {
            @Override
            public void wake() {}

            @Override
            public void stop() {
                agents.remove(agent);
                agent.onStop();
            }
        };
    }

    @Override
    public Executor background(String name, int threads) {
        return background::add;
    }
}
