package io.naru.control.cluster;

import io.naru.control.access.Tenant;
import io.naru.control.outbox.Outbox;
import java.util.List;

/// What hangs on a cluster and ends with it.
public interface ClusterContent {
    /// Revokes all keys of a cluster, in the caller's transaction.
    ///
    /// @return what the cell must hear
    List<Outbox.Change> revokeKeysOfCluster(Tenant tenant, String lkc);
}
