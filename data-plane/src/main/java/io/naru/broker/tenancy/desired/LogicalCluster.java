package io.naru.broker.tenancy.desired;

/// A logical cluster as the control plane wants it.
///
/// @param deletingSinceMs when its deletion was asked for, in milliseconds since the epoch; 0 unless DELETING
public record LogicalCluster(String id, Status status, long deletingSinceMs) {
    public enum Status {
        ACTIVE,
        DELETING,
        /// A status of a later release: nobody may enter, nothing is deleted.
        UNKNOWN
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }
}
