package io.naru.broker.group.model;

/// Where a group stands in its life. A dead group is one that is not there. Deadlines are on the monotonic clock.
public sealed interface Phase {
    /// The name clients are shown.
    String label();

    /// Nobody is in it; its offsets stay for the retention time.
    ///
    /// @param sinceMs on the wall clock
    record Empty(long sinceMs) implements Phase {
        @Override
        public String label() {
            return "Empty";
        }
    }

    /// Everybody has to join again until the deadline.
    record Preparing(long deadlineMs, Patience patience) implements Phase {
        @Override
        public String label() {
            return "PreparingRebalance";
        }
    }

    /// A generation has its members and waits for its leader's assignment.
    record Completing(long syncByMs) implements Phase {
        @Override
        public String label() {
            return "CompletingRebalance";
        }
    }

    /// The assignment is given out. Who has not fetched it at `syncByMs` is taken for lost.
    record Stable(long syncByMs) implements Phase {
        @Override
        public String label() {
            return "Stable";
        }
    }

    /// How a new group waits for more members before its first generation: in windows, as long as each window brings
    /// somebody new and something remains.
    ///
    /// @param windowMs 0 once a group is not new any more
    record Patience(int windowMs, long remainingMs, boolean somebodyCame) {
        public static final Patience NONE = new Patience(0, 0, false);

        public boolean isWaiting() {
            return windowMs > 0;
        }

        Patience afterSomebodyCame() {
            return isWaiting() ? new Patience(windowMs, remainingMs, true) : this;
        }
    }
}
