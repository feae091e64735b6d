package io.naru.control.cluster;

import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Lets a caller into a cluster, for requests about what is inside it.
@Singleton
public class ClusterAccess {
    private final Clusters clusters;

    ClusterAccess(Clusters clusters) {
        this.clusters = clusters;
    }

    /// Finds an active cluster that the caller sees.
    ///
    /// @throws Refusal 404 alike for a cluster of others, for one without a role, and for one that never
    /// was
    public Cluster enter(Caller caller, String lkc) {
        if (caller.lkc() != null && !caller.lkc().equals(lkc)) {
            throw Clusters.notFound(lkc);
        }
        Cluster cluster = clusters.get(caller.tenant(), lkc);
        if (!caller.sees(cluster.at())) {
            throw Clusters.notFound(lkc);
        }
        return cluster;
    }

    /// The same, for something that needs a right there.
    ///
    /// @throws Refusal 403 too, for a cluster that is seen without the right
    public Cluster enter(Caller caller, String lkc, Right right) {
        Cluster cluster = enter(caller, lkc);
        Rights.require(caller, right, cluster.at());
        return cluster;
    }

    /// Where a cluster is or was; it may be deleted.
    public Optional<Scope> scopeOf(Tenant tenant, String lkc) {
        return clusters.find(tenant, lkc).map(Cluster::at);
    }
}
