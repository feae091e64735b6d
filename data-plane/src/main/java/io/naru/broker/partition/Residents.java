package io.naru.broker.partition;

import java.util.function.Consumer;

/// The way to the residents of this broker's partitions, from any thread.
public interface Residents {
    /// Runs `action` with the partition's resident on the shard that owns it, in order of the calls of one thread; or
    /// `otherwise`, at once or later, on any thread. Exactly one of the two is called.
    <R extends Resident> void call(
            PartitionId partition, Class<R> kind, Consumer<R> action, Consumer<Unreachable> otherwise);

    /// Why a resident could not be called; each is worth another try by the client.
    enum Unreachable {
        /// Its partition is still being replayed.
        LOADING,
        /// The partition is not led by this broker, or has no resident of this kind.
        NOT_HERE,
        /// The shard's queue is full.
        OVERLOADED
    }
}
