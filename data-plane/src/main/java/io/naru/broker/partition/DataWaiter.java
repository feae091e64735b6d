package io.naru.broker.partition;

/// A fetch that waits for records. Called on the shard; must only pass the word on.
public interface DataWaiter {
    /// The partition's readable end moved, or the partition went away: look again.
    void look();

    /// Nobody waits any longer: the partition forgets this waiter.
    boolean done();
}
