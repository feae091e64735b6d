package io.naru.broker.controller;

import java.util.concurrent.CompletionStage;

/// Removes what a logical cluster has left outside the controller: groups, offsets. Its topics are gone
/// already.
public interface ClusterPurge {
    /// Called from the controller's agent, again after a crash or a failure: it must be idempotent.
    ///
    /// @return completes when nothing is left and this is durable; a failure is tried again
    CompletionStage<?> purge(String cluster);
}
