package io.naru.broker.tenancy.login;

import io.naru.broker.environment.Clock;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers that are held back for a while. Handed in from any thread, given out on the agent's.
final class DelayedAnswers {
    private static final int MOST_HELD_BACK = 10_000;

    private final Clock clock;
    private final Runnable wake;
    private final AtomicInteger heldBack = new AtomicInteger();
    private final Queue<Answer> arriving = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Answer> byTime = new PriorityQueue<>();

    DelayedAnswers(Clock clock, Runnable wake) {
        this.clock = clock;
        this.wake = wake;
    }

    private record Answer(long dueNanos, Runnable action) implements Comparable<Answer> {
        @Override
        public int compareTo(Answer other) {
            return Long.signum(dueNanos - other.dueNanos);
        }
    }

    /// Runs the action after the delay; at once if too many are held back already.
    void after(long delayNanos, Runnable action) {
        if (heldBack.incrementAndGet() > MOST_HELD_BACK) {
            heldBack.decrementAndGet();
            action.run();
            return;
        }
        arriving.add(new Answer(clock.nanos() + delayNanos, action));
        wake.run();
    }

    int advance() {
        for (Answer answer = arriving.poll(); answer != null; answer = arriving.poll()) {
            byTime.add(answer);
        }
        int given = 0;
        for (Answer first = byTime.peek(); first != null; first = byTime.peek()) {
            if (first.dueNanos() - clock.nanos() > 0) {
                break;
            }
            byTime.remove();
            heldBack.decrementAndGet();
            first.action().run();
            given++;
        }
        return given;
    }

    long nextDeadlineNanos() {
        Answer first = byTime.peek();
        return first == null ? Long.MAX_VALUE : first.dueNanos();
    }
}
