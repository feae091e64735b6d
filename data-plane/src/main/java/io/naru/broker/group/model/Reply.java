package io.naru.broker.group.model;

/// Where an answer goes; called exactly once, on the coordinator's shard, possibly long after the question.
///
/// @param <A> the answer when all went well
@FunctionalInterface
public interface Reply<A> {
    void send(Outcome<A> outcome);

    /// Whether somebody still listens. A waiting member whose connection is gone loses its seat at its next time-out.
    default boolean isOpen() {
        return true;
    }

    sealed interface Outcome<A> {}

    record Done<A>(A answer) implements Outcome<A> {}

    record Refused<A>(GroupError error) implements Outcome<A> {}
}
