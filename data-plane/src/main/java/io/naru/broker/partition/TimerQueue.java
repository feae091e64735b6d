package io.naru.broker.partition;

import java.util.Map;
import java.util.TreeMap;

/// A shard's timers, in order of deadline. One thread only.
final class TimerQueue {
    private record Due(long nanos, long sequence) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            // nanos may be negative and wrap: only the difference means anything
            int byTime = Long.signum(nanos - other.nanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final TreeMap<Due, Runnable> timers = new TreeMap<>();
    private long sequence;

    Resident.Timer schedule(long deadlineNanos, Runnable action) {
        Due due = new Due(deadlineNanos, sequence++);
        timers.put(due, action);
        return () -> timers.remove(due);
    }

    /// Runs what is due, at most `limit` actions.
    int runDue(long nowNanos, int limit) {
        int ran = 0;
        while (ran < limit && !timers.isEmpty() && timers.firstKey().nanos() - nowNanos <= 0) {
            Map.Entry<Due, Runnable> first = timers.pollFirstEntry();
            first.getValue().run();
            ran++;
        }
        return ran;
    }

    long nextDeadlineNanos() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.firstKey().nanos();
    }

    int size() {
        return timers.size();
    }
}
