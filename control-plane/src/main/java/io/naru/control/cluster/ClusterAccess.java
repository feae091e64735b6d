package io.naru.control.cluster;

import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import jakarta.inject.Singleton;

/// Lets a caller into a cluster, for requests about what is inside it.
@Singleton
public class ClusterAccess {
    private final Clusters clusters;

    ClusterAccess(Clusters clusters) {
        this.clusters = clusters;
    }

    /// Finds an active cluster of the caller's organization.
    ///
    /// @throws Refusal 404 for a cluster of others and for one that never was alike
    public Cluster enter(Caller caller, String lkc) {
        if (caller.lkc() != null && !caller.lkc().equals(lkc)) {
            throw Clusters.notFound(lkc);
        }
        return clusters.get(caller.tenant(), lkc);
    }

    public Cluster enter(Caller caller, String lkc, Right right) {
        Cluster cluster = enter(caller, lkc);
        Rights.require(caller, right);
        return cluster;
    }
}
