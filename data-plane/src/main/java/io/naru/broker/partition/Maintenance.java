package io.naru.broker.partition;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Takes turns at one partition's files: snapshots of producers, moves of the log start, swaps of compacted segments
/// and re-openings never overlap. A turn may go back and forth between the shard, which decides, and a background
/// thread, which blocks. Belongs to the shard.
final class Maintenance {
    private final Shard shard;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    Maintenance(Shard shard) {
        this.shard = shard;
    }

    /// A piece of work that may block.
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /// Goes on with a turn on the shard.
    @FunctionalInterface
    interface Next {
        /// Either begins more work, or calls [Maintenance#end].
        ///
        /// @param failure what the work ended with, or null
        void after(@Nullable IOException failure);
    }

    /// Whether files are being changed, or may be.
    boolean isBusy() {
        return busy;
    }

    /// Begins a turn once those before have ended. It must lead to [#end].
    void inTurn(Runnable begin) {
        if (busy) {
            waiting.addLast(begin);
        } else {
            busy = true;
            begin.run();
        }
    }

    /// Works off the shard, within a turn.
    void work(Work work, Next next) {
        Attempt attempt = new Attempt(work);
        shard.inBackground(attempt, () -> next.after(attempt.failure));
    }

    /// Ends the turn.
    void end() {
        busy = false;
        Runnable next = waiting.pollFirst();
        if (next != null) {
            busy = true;
            next.run();
        }
    }

    private static final class Attempt implements Runnable {
        private final Work work;
        private volatile @Nullable IOException failure;

        Attempt(Work work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
            } catch (IOException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new IOException(e.toString(), e);
            }
        }
    }
}
