package io.naru.broker.partition;

import org.jspecify.annotations.Nullable;

/// A partition this broker holds, as everybody but its shard knows it.
public final class PartitionHandle {
    private final PartitionId id;
    private final Shard shard;
    private volatile @Nullable PartitionView view;

    PartitionHandle(PartitionId id, Shard shard) {
        this.id = id;
        this.shard = shard;
    }

    public PartitionId id() {
        return id;
    }

    /// The newest view, or null while the partition is opening, off-line or gone.
    public @Nullable PartitionView view() {
        return view;
    }

    Shard shard() {
        return shard;
    }

    void publish(@Nullable PartitionView newest) {
        view = newest;
    }
}
