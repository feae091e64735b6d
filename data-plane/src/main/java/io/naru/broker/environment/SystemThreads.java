package io.naru.broker.environment;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Real threads: one a running agent, one pool a kind of background work.
public final class SystemThreads implements Threads, AutoCloseable {
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Clock clock;
    private final Thread.UncaughtExceptionHandler onEscapedError;
    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();

    /// @param onEscapedError an agent's thread ended by an error nobody expected; the broker can't go on without it
    public SystemThreads(Clock clock, Thread.UncaughtExceptionHandler onEscapedError) {
        this.clock = clock;
        this.onEscapedError = onEscapedError;
    }

    @Override
    public Running start(Agent agent) {
        AgentThread running = new AgentThread(agent);
        running.thread.start();
        return running;
    }

    @Override
    public Executor background(String name, int threads) {
        ThreadFactory factory = Thread.ofPlatform()
                .name("naru-" + name + "-", 0)
                .daemon(true)
                .uncaughtExceptionHandler(onEscapedError)
                .factory();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        pools.add(pool);
        return pool;
    }

    @Override
    public void close() {
        pools.forEach(ExecutorService::shutdown);
    }

    private final class AgentThread implements Running {
        private final Agent agent;
        private final Thread thread;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean parked;
        private volatile boolean stopping;

        AgentThread(Agent agent) {
            this.agent = agent;
            this.thread = Thread.ofPlatform()
                    .name(agent.name())
                    .daemon(true)
                    .uncaughtExceptionHandler(onEscapedError)
                    .unstarted(this::turn);
        }

        private void turn() {
            try {
                while (!stopping) {
                    if (agent.doWork() == 0) {
                        parkUnlessWorkCame();
                    }
                }
                agent.onStop();
            } finally {
                ended.countDown();
            }
        }

        /// Announces the park first and looks once more, so that a wake between the two is never lost.
        private void parkUnlessWorkCame() {
            parked = true;
            try {
                if (!stopping && agent.doWork() == 0) {
                    long untilDeadline = agent.nextDeadlineNanos() == Long.MAX_VALUE
                            ? LONGEST_PARK_NANOS
                            : agent.nextDeadlineNanos() - clock.nanos();
                    if (untilDeadline > 0) {
                        LockSupport.parkNanos(this, Math.min(untilDeadline, LONGEST_PARK_NANOS));
                    }
                }
            } finally {
                parked = false;
            }
        }

        @Override
        public void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void stop() {
            stopping = true;
            LockSupport.unpark(thread);
            if (Thread.currentThread() == thread) {
                return;
            }
            boolean interrupted = false;
            while (true) {
                try {
                    ended.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
