package io.naru.broker.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the broker has acknowledged, and what it was asked and did not get to answer.
final class Ledger {
    enum State {
        MAKING,
        THERE,
        ENDING,
        GONE;

        boolean isInDoubt() {
            return this == MAKING || this == ENDING;
        }
    }

    private final Map<String, State> topics = new LinkedHashMap<>();
    private final Map<String, State> keys = new LinkedHashMap<>();
    private final List<String> records = new ArrayList<>();
    private final Set<String> recordsInDoubt = new LinkedHashSet<>();
    private final Set<Long> offsets = new LinkedHashSet<>(Set.of());
    private int number;

    synchronized int nextNumber() {
        return number++;
    }

    synchronized void topic(String name, State state) {
        topics.put(name, state);
    }

    synchronized void key(String id, State state) {
        keys.put(id, state);
    }

    synchronized void sending(String record) {
        recordsInDoubt.add(record);
    }

    synchronized void acknowledged(String record) {
        recordsInDoubt.remove(record);
        records.add(record);
    }

    synchronized void committing(long offset) {
        offsets.add(offset);
    }

    synchronized void committed(long offset) {
        offsets.clear();
        offsets.add(offset);
    }

    synchronized Map<String, State> topics() {
        return Map.copyOf(topics);
    }

    synchronized Map<String, State> keys() {
        return new LinkedHashMap<>(keys);
    }

    synchronized Set<Long> offsets() {
        return Set.copyOf(offsets);
    }

    synchronized long recordsAcknowledged() {
        return records.size();
    }

    /// What is read must be what was acknowledged, in its order, and of what is in doubt nothing twice.
    synchronized void settleRecords(Collection<String> read) {
        List<String> known = new ArrayList<>(read);
        known.removeAll(recordsInDoubt);
        if (!known.equals(records)) {
            throw new AssertionError("acknowledged " + records + ", read " + read);
        }
        if (new LinkedHashSet<>(read).size() != read.size()) {
            throw new AssertionError("twice: " + read);
        }
        records.clear();
        records.addAll(read);
        recordsInDoubt.clear();
    }
}
