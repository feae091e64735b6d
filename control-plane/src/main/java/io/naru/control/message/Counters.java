package io.naru.control.message;

import java.util.ArrayDeque;
import java.util.Deque;

/// What a stream has read and shown so far. Used by the stream's thread only.
final class Counters {
    private static final long WINDOW_NANOS = 3_000_000_000L;

    private record Mark(long nanos, long seen, long bytes) {}

    /// Over the last three seconds, a second.
    record Rates(double messages, double bytes) {}

    private final Deque<Mark> marks = new ArrayDeque<>();
    private long seen;
    private long shown;
    private long leftOut;
    private long bytes;

    Counters(long nowNanos) {
        marks.add(new Mark(nowNanos, 0, 0));
    }

    void sawOne(int size) {
        seen++;
        bytes += size;
    }

    void showed(int rows) {
        shown += rows;
    }

    void leftOut(long messages) {
        leftOut += messages;
    }

    long seen() {
        return seen;
    }

    long shown() {
        return shown;
    }

    long leftOut() {
        return leftOut;
    }

    long bytes() {
        return bytes;
    }

    Rates rates(long nowNanos) {
        marks.addLast(new Mark(nowNanos, seen, bytes));
        while (marks.size() > 2 && nowNanos - marks.getFirst().nanos() > WINDOW_NANOS) {
            marks.removeFirst();
        }
        Mark first = marks.getFirst();
        double seconds = (nowNanos - first.nanos()) / 1e9;
        return seconds <= 0
                ? new Rates(0, 0)
                : new Rates(rounded((seen - first.seen()) / seconds), rounded((bytes - first.bytes()) / seconds));
    }

    private static double rounded(double number) {
        return Math.round(number * 10) / 10.0;
    }
}
