package io.naru.broker.tenancy.desired;

import org.jspecify.annotations.Nullable;

/// Tells the controller what the control plane wants of logical clusters. Called on the follower's thread; may
/// be called again with what is already so (after every start), which must change nothing. Does not block.
public interface ClusterStates {
    /// The cluster is to be there.
    ///
    /// @param answer gets the controller's answer, on any thread
    void active(String cluster, Answer answer);

    /// The cluster is to be purged when the grace period after this moment is over.
    ///
    /// @param sinceMs milliseconds since the epoch
    /// @param answer gets the controller's answer, on any thread
    void deleting(String cluster, long sinceMs, Answer answer);

    /// What became of a wish.
    @FunctionalInterface
    interface Answer {
        /// The controller answered.
        ///
        /// @param refusal why it was not taken, in a sentence; null when it was
        void came(@Nullable String refusal);
    }
}
