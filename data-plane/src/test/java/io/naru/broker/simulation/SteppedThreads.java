package io.naru.broker.simulation;

import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Turns agents and background jobs on the caller's thread, the next one picked by a seeded generator. Jobs of one pool
/// may overtake each other, as on real threads.
public final class SteppedThreads implements Threads {
    private final RandomGenerator random;
    private final List<Stepped> agents = new ArrayList<>();
    private final List<Runnable> jobs = new ArrayList<>();

    public SteppedThreads(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Running start(Agent agent) {
        Stepped stepped = new Stepped(agent);
        agents.add(stepped);
        return stepped;
    }

    @Override
    public Executor background(String name, int threads) {
        return jobs::add;
    }

    /// Gives one turn to one agent or job.
    ///
    /// @return how much was done
    public int step() {
        int choices = agents.size() + jobs.size();
        if (choices == 0) {
            return 0;
        }
        int chosen = random.nextInt(choices);
        if (chosen < agents.size()) {
            return agents.get(chosen).agent.doWork();
        }
        jobs.remove(chosen - agents.size()).run();
        return 1;
    }

    /// Steps until nothing is left to do without the clock moving.
    public void settle() {
        int idle = 0;
        while (idle < 2 || !jobs.isEmpty()) {
            int done = 0;
            for (Stepped agent : List.copyOf(agents)) {
                done += agent.agent.doWork();
            }
            while (!jobs.isEmpty()) {
                jobs.remove(random.nextInt(jobs.size())).run();
                done++;
            }
            idle = done == 0 ? idle + 1 : 0;
        }
    }

    /// The earliest time at which an agent wants a turn.
    public long nextDeadlineNanos() {
        return agents.stream()
                .mapToLong(agent -> agent.agent.nextDeadlineNanos())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private final class Stepped implements Running {
        private final Agent agent;

        Stepped(Agent agent) {
            this.agent = agent;
        }

        @Override
        public void wake() {}

        @Override
        public void stop() {
            if (agents.remove(this)) {
                agent.onStop();
            }
        }
    }
}
