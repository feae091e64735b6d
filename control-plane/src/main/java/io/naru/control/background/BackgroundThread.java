package io.naru.control.background;

import io.naru.control.database.DatabaseFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that repeats one step until it is closed. A step that fails is logged once until one works again, and
/// tried
/// again after a
/// pause that grows to five seconds.
public final class BackgroundThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundThread.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long CLOSING_MILLIS = 5_000;

    @FunctionalInterface
    public interface Step {
        /// Does a piece of work, or waits for some; returns within seconds.
        void run() throws Exception;
    }

    private final String name;
    private final Step step;
    private final Thread thread;
    private volatile boolean closed;

    private BackgroundThread(String name, Step step) {
        this.name = name;
        this.step = step;
        this.thread = Thread.ofPlatform().name("naru-" + name).daemon().unstarted(this::repeat);
    }

    public static BackgroundThread start(String name, Step step) {
        BackgroundThread started = new BackgroundThread(name, step);
        started.thread.start();
        return started;
    }

    private void repeat() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        while (!closed) {
            try {
                step.run();
                if (pauseMillis != FIRST_PAUSE_MILLIS) {
                    LOG.info("{} works again", name);
                }
                pauseMillis = FIRST_PAUSE_MILLIS;
            } catch (Exception e) {
                if (closed || e instanceof InterruptedException) {
                    return;
                }
                report(e, pauseMillis);
                pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
                if (!pause(pauseMillis)) {
                    return;
                }
            }
        }
    }

    private void report(Exception failure, long pauseMillis) {
        if (pauseMillis != FIRST_PAUSE_MILLIS) {
            LOG.debug("{} still fails", name, failure);
        } else if (DatabaseFailure.isTransient(failure)) {
            LOG.warn("{} waits for the database: {}", name, failure.toString());
        } else {
            LOG.warn("{} failed and tries again", name, failure);
        }
    }

    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// Interrupts the step and waits for it to end, at most five seconds.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
