package io.naru.broker.fetch.session;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.TreeSet;

/// What one logical cluster has in the cache. Guarded by the cache's lock.
final class ClusterShare {
    /// Equals are told apart by name, so that it does not depend on a hash who has to give.
    static final Comparator<ClusterShare> BY_SESSIONS = Comparator.comparingInt(ClusterShare::sessions)
            .thenComparing(share -> share.cluster, Comparator.reverseOrder());

    static final Comparator<ClusterShare> BY_PARTITIONS = Comparator.<ClusterShare>comparingInt(
                    share -> share.partitions)
            .thenComparing(share -> share.cluster, Comparator.reverseOrder());

    private final String cluster;

    /// The least recently used first.
    final LinkedHashSet<FetchSession> byUse = new LinkedHashSet<>();

    final TreeSet<FetchSession> byValue = new TreeSet<>(FetchSession.BY_VALUE);
    int partitions;

    ClusterShare(String cluster) {
        this.cluster = cluster;
    }

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
