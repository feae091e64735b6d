package io.naru.broker.partition;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A state machine that lives with one partition of an internal topic and is called only on its shard: loaded by
/// replaying the partition, changed by commands that append to it. Decide, then apply: a command may apply its events
/// optimistically and answers when the append is committed; after a failed append the resident is discarded and loaded
/// anew.
public interface Resident {
    /// One record of the partition, in order, while loading. `value` is null for a tombstone. The buffers are valid
    /// during the call only.
    void replay(long offset, long timestampMs, ByteBuffer key, @Nullable ByteBuffer value);

    /// Everything committed is replayed; commands may come from now on.
    void loaded(Host host);

    /// The partition moved away, failed or closes: fail what waits with a retriable error; the instance is not used
    /// again.
    void resigned();

    /// What a resident may ask of the shard it lives on.
    interface Host {
        /// The wall clock: for times that are written down. It may jump.
        long nowMs();

        /// Milliseconds of a clock that never goes back: for deadlines. It means nothing after a restart.
        default long monotonicMs() {
            return nowMs();
        }

        /// Appends the records as one batch. `done` runs on the shard once they are committed (at or below the high
        /// watermark) or have failed; after a failure the resident is resigned.
        void append(List<Entry> entries, Completion done);

        /// Runs the action on the shard after the delay, unless cancelled or resigned before.
        Timer schedule(long delayMs, Runnable action);

        /// Runs a job off the shard and its continuation back on it (assignors, regular expressions).
        <T> void offload(Supplier<T> job, Consumer<T> then);
    }

    record Entry(byte[] key, byte @Nullable [] value) {}

    interface Completion {
        void committed(long offset);

        /// The records may or may not be found again after a restart.
        void failed(String reason);
    }

    interface Timer {
        void cancel();
    }
}
