package io.naru.broker.tenancy.desired;

/// Tells the controller what the control plane wants of logical clusters. Called on the follower's thread; may
/// be called again with what is already so (after every start), which must change nothing. Does not block.
public interface ClusterStates {
    void active(String cluster);

    /// The cluster is to be purged when the grace period after this moment is over.
    ///
    /// @param sinceMs milliseconds since the epoch
    void deleting(String cluster, long sinceMs);
}
