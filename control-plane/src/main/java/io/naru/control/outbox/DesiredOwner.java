package io.naru.control.outbox;

import io.micronaut.json.tree.JsonNode;
import org.jspecify.annotations.Nullable;

/// A feature whose resources are desired state of one kind.
public interface DesiredOwner {
    String kind();

    /// The cell knows a later version than the tables, which happens after Postgres was restored from a backup. What
    /// had ended stays
    /// ended; anything else is said again at a version above. Called in a transaction of the relay's role.
    ///
    /// @param state what the cell knows; null for a tombstone
    void overtakenBy(String id, long version, @Nullable JsonNode state);
}
