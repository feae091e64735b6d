package io.naru.broker.controller;

import io.naru.broker.environment.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hands the changes to those who follow them, each at its own pace.
final class Followers {
    private static final int CHANGES_A_TURN = 256;
    private static final long RETRY_NANOS = 10_000_000;

    private final Clock clock;
    private final List<Position> positions = new CopyOnWriteArrayList<>();
    private long nextDeadlineNanos = Long.MAX_VALUE;

    Followers(Clock clock) {
        this.clock = clock;
    }

    /// From any thread.
    void add(long afterVersion, ChangeFeed.Follower follower) {
        positions.add(new Position(afterVersion, follower));
    }

    int feed(CellState state) {
        nextDeadlineNanos = Long.MAX_VALUE;
        int fed = 0;
        for (Position position : positions) {
            fed += position.feed(state);
            if (position.after < state.version()) {
                nextDeadlineNanos = clock.nanos() + RETRY_NANOS;
            }
        }
        return fed;
    }

    long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    private static final class Position {
        private final ChangeFeed.Follower follower;
        private long after;

        Position(long after, ChangeFeed.Follower follower) {
            this.after = after;
            this.follower = follower;
        }

        int feed(CellState state) {
            if (after >= state.version()) {
                return 0;
            }
            long oldest = state.changes().firstKey();
            if (after < oldest - 1) {
                follower.missed(after, oldest);
                after = oldest - 1;
            }
            int fed = 0;
            for (Change change : state.changes().tailMap(after, false).values()) {
                if (fed == CHANGES_A_TURN || !follower.take(change)) {
                    break;
                }
                after = change.version();
                fed++;
            }
            return fed;
        }
    }
}
