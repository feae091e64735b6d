package io.naru.broker.partition;

import org.jspecify.annotations.Nullable;

/// A partition this broker holds, as everybody but its shard knows it.
public final class PartitionHandle {
    private final PartitionId id;
    private final Shard shard;
    private volatile @Nullable PartitionView view;
    private volatile boolean resting;

    PartitionHandle(PartitionId id, Shard shard) {
        this.id = id;
        this.shard = shard;
    }

    public PartitionId id() {
        return id;
    }

    /// The newest view, or null while the partition is opening, off-line, in the bin or gone.
    public @Nullable PartitionView view() {
        return resting ? null : view;
    }

    /// Whether the partition's topic is in the bin: it is kept, and nobody may use it.
    boolean isResting() {
        return resting;
    }

    void rest() {
        resting = true;
    }

    void wake() {
        resting = false;
    }

    /// Bytes of its log, in the bin as well.
    long sizeInBytes() {
        PartitionView newest = view;
        return newest == null ? 0 : newest.log().sizeInBytes();
    }

    Shard shard() {
        return shard;
    }

    void publish(@Nullable PartitionView newest) {
        view = newest;
    }
}
