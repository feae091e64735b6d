package io.naru.broker.controller;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What is remembered of one proposer, so that a command sent again is answered again instead of applied
/// again.
///
/// @param lastIndex the journal entry that spoke last for this client; the session idle for longest is
///     dropped first
/// @param results of the latest sequences, at most [#WINDOW]: a client has no more than that in flight
record ClientSession(long lastIndex, PSortedMap<Long, CommandResult> results) {
    static final int WINDOW = 128;
    static final int MAX_SESSIONS = 32;
    static final ClientSession EMPTY = new ClientSession(0, TreePMap.empty());

    @Nullable
    CommandResult resultOf(long sequence) {
        return results.get(sequence);
    }

    /// Whether the sequence is older than all that are remembered.
    boolean isForgotten(long sequence) {
        return !results.isEmpty() && sequence < results.firstKey();
    }

    ClientSession with(long index, long sequence, CommandResult result) {
        PSortedMap<Long, CommandResult> kept = results.plus(sequence, result);
        return new ClientSession(index, kept.size() > WINDOW ? kept.minusFirstEntry() : kept);
    }
}
