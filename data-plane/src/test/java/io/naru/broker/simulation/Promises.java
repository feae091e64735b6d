package io.naru.broker.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What clients were told, and what they tried: a cell may keep anything between the two.
final class Promises {
    record Place(String topic, int partition) {}

    /// Offsets acknowledged and attempted by the committer, which only goes forward.
    record Committed(long acknowledged, long attempted) {}

    private final Map<String, Integer> topics = new LinkedHashMap<>();
    private final Map<Place, TreeMap<Long, String>> records = new HashMap<>();
    private final Set<String> attempted = new HashSet<>();
    private final Map<Place, Committed> commits = new HashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();

    void topicMade(String name, int partitions) {
        topics.put(name, partitions);
    }

    Map<String, Integer> topics() {
        return topics;
    }

    void recordTried(String value) {
        attempted.add(value);
    }

    void recordAcknowledged(Place place, long offset, String value) {
        String other =
                records.computeIfAbsent(place, ignored -> new TreeMap<>()).put(offset, value);
        if (other != null && !other.equals(value)) {
            throw new AssertionError(place + " promised offset " + offset + " to " + other + " and to " + value);
        }
    }

    Map<Place, TreeMap<Long, String>> records() {
        return records;
    }

    boolean wasTried(String value) {
        return attempted.contains(value);
    }

    void commitTried(Place place, long offset) {
        commits.merge(place, new Committed(-1, offset), (old, now) -> new Committed(old.acknowledged(), offset));
    }

    void commitAcknowledged(Place place, long offset) {
        commits.put(place, new Committed(offset, offset));
    }

    Map<Place, Committed> commits() {
        return commits;
    }

    void keyGiven(String id, String secret) {
        keys.put(id, secret);
    }

    Map<String, String> keys() {
        return keys;
    }
}
