package io.naru.control.outbox;

import jakarta.inject.Singleton;

/// The last record of a resource, once nothing in the cell depends on it any more. Ids are never used again.
@Singleton
public class Tombstones {
    private final RelayRepository outbox;

    Tombstones(RelayRepository outbox) {
        this.outbox = outbox;
    }

    /// Leaves a tombstone for the relay, in the caller's transaction of the relay's role. Does nothing when there is
    /// one already, or when the cell was never told of the resource.
    public void add(String kind, String id) {
        outbox.addTombstone(kind, id);
    }
}
