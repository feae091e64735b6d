package io.naru.control.outbox;

import io.micronaut.json.tree.JsonNode;

/// A feature whose resources are desired state of one kind. The cell may know a later version of one than the tables
/// do, after Postgres was restored from a backup: what had ended stays ended, anything else is said again at a version
/// above. Called in a transaction of the relay's role.
public interface DesiredOwner {
    String kind();

    /// Whether a record with this state says that its resource has ended.
    boolean isEnd(JsonNode state);

    /// Ends the resource as the cell knows it; from now on it is at this version.
    void endedElsewhere(String id, long version);

    /// Leaves the resource as it is, at a version above the cell's.
    void raise(String id, long version);
}
