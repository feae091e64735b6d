package io.naru.broker.controller;

import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.metadata.ClusterState;
import org.jspecify.annotations.Nullable;

/// Whether a logical cluster may have more topics and partitions.
record Growth(CellState state) {
    /// Why a logical cluster may not have as many more.
    ///
    /// @param topics how many more
    /// @param partitions how many more
    /// @return null if it may
    @Nullable
    Decision refuse(String cluster, int topics, int partitions, Command.Limits limits) {
        ClusterState present = state.image().clusters().get(cluster);
        if (present != null && !(present instanceof ClusterState.Active)) {
            return Decision.refused(
                    Refusal.CLUSTER_DELETED,
                    "Logical cluster " + cluster + " is being deleted; nothing can be created in it.");
        }
        if (topics > 0 && state.image().topics(cluster).size() + topics > limits.topics()) {
            return Decision.refused(
                    Refusal.LIMIT_REACHED,
                    "This cluster has reached its limit of " + limits.topics()
                            + " topics. Delete topics, or ask for a higher limit.");
        }
        long partitionsNow = state.image().partitionCount(cluster);
        if (partitionsNow + partitions > limits.partitions()) {
            return Decision.refused(
                    Refusal.LIMIT_REACHED,
                    "This cluster has " + partitionsNow + " partitions and may have " + limits.partitions() + "; "
                            + partitions + " more do not fit. Ask for fewer, or for a higher limit.");
        }
        return null;
    }
}
