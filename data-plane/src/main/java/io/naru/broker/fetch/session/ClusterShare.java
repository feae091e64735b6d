package io.naru.broker.fetch.session;

import java.util.LinkedHashSet;
import java.util.TreeSet;

/// What one logical cluster has in the cache. Guarded by the cache's lock.
final class ClusterShare {
    /// The least recently used first.
    final LinkedHashSet<FetchSession> byUse = new LinkedHashSet<>();

    final TreeSet<FetchSession> byValue = new TreeSet<>(FetchSession.BY_VALUE);
    int partitions;

    void add(FetchSession session) {
        byUse.add(session);
        byValue.add(session);
        partitions += session.countedPartitions;
    }

    void remove(FetchSession session) {
        byUse.remove(session);
        byValue.remove(session);
        partitions -= session.countedPartitions;
    }

    int sessions() {
        return byUse.size();
    }

    boolean isEmpty() {
        return byUse.isEmpty();
    }
}
