package io.naru.broker.fetch.session;

import java.util.Comparator;

/// One consumer's session. Its table and its epoch are guarded by the session's lock; what the cache knows of it is
/// guarded by the cache's. The cache's lock may be taken while the session's is held, never the other way round.
public final class FetchSession {
    /// The least valuable first: what has had its time before what is young, then the smaller one (KIP-227).
    static final Comparator<FetchSession> BY_VALUE = Comparator.<FetchSession, Boolean>comparing(s -> !s.mayBeEvicted)
            .thenComparingInt(s -> s.countedPartitions)
            .thenComparingInt(s -> s.id);

    private static final int FIRST_INCREMENTAL_EPOCH = 1;

    final int id;
    final SessionOwner owner;
    final boolean byTopicId;
    final long createdMs;

    // ---- guarded by this session's lock

    private PartitionTable partitions;
    private int expectedEpoch = FIRST_INCREMENTAL_EPOCH;

    // ---- guarded by the cache's lock

    long lastUsedMs;
    int countedPartitions;
    boolean mayBeEvicted;

    FetchSession(int id, SessionOwner owner, boolean byTopicId, PartitionTable partitions, long nowMs) {
        this.id = id;
        this.owner = owner;
        this.byTopicId = byTopicId;
        this.partitions = partitions;
        this.createdMs = nowMs;
        this.lastUsedMs = nowMs;
        this.countedPartitions = partitions.size();
    }

    public int id() {
        return id;
    }

    public PartitionTable partitions() {
        return partitions;
    }

    int expectedEpoch() {
        return expectedEpoch;
    }

    /// Whether nobody went on with the session since the fetch of this epoch began.
    public boolean isAtEpoch(int epoch) {
        return expectedEpoch == epochAfter(epoch);
    }

    void goOn() {
        goOnFrom(epochAfter(expectedEpoch));
    }

    /// Awaits this epoch next.
    void goOnFrom(int epoch) {
        expectedEpoch = epoch;
        partitions = partitions.compacted();
    }

    /// 0 begins a session and is left out when the number wraps.
    private static int epochAfter(int epoch) {
        return epoch == Integer.MAX_VALUE ? FIRST_INCREMENTAL_EPOCH : epoch + 1;
    }
}
