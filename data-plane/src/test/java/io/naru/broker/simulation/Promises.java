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

    /// @param expires whether retention may take its records
    record Topic(int partitions, boolean expires) {}

    /// Numbers acknowledged and attempted by somebody who only goes forward.
    record Progress(long acknowledged, long attempted) {
        static final Progress NONE = new Progress(0, 0);
    }

    /// What has to come of a log-in.
    enum LogIn {
        ACCEPTED,
        REFUSED,
        /// Nobody was promised anything.
        EITHER
    }

    /// @param saved whether the broker has to know it even if the topic of desired state is lost
    record Key(String secret, LogIn expected, boolean saved) {}

    /// Where a topic has to be that was made.
    enum Whereabouts {
        THERE,
        IN_BIN,
        /// Something is under way with it.
        EITHER
    }

    private final Map<String, Whereabouts> whereabouts = new HashMap<>();
    private long wishes;
    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Set<String> deletedTopics = new HashSet<>();
    private final Map<Place, TreeMap<Long, String>> records = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final Set<String> attempted = new HashSet<>();
    private final Map<Place, Progress> starts = new HashMap<>();
    private final Map<Place, Progress> commits = new HashMap<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();

    void topicMade(String name, int partitions, boolean expires) {
        topics.put(name, new Topic(partitions, expires));
    }

    Map<String, Topic> topics() {
        return topics;
    }

    void whereabouts(String topic, Whereabouts where) {
        whereabouts.put(topic, where);
    }

    Whereabouts whereabouts(String topic) {
        return whereabouts.getOrDefault(topic, Whereabouts.THERE);
    }

    /// Versions of wishes only grow.
    long nextWish() {
        return ++wishes;
    }

    void topicDeleted(String name) {
        deletedTopics.add(name);
    }

    Set<String> deletedTopics() {
        return deletedTopics;
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
        Long before = offsets.put(value, offset);
        if (before != null && before != offset) {
            throw new AssertionError(place + " took " + value + " twice, at offsets " + before + " and " + offset);
        }
    }

    Map<Place, TreeMap<Long, String>> records() {
        return records;
    }

    boolean wasTried(String value) {
        return attempted.contains(value);
    }

    void startTried(Place place, long offset) {
        starts.merge(place, new Progress(0, offset), Promises::further);
    }

    /// A log begins there, and never before again.
    void startSeen(Place place, long offset) {
        starts.merge(place, new Progress(offset, offset), Promises::further);
    }

    Progress start(Place place) {
        return starts.getOrDefault(place, Progress.NONE);
    }

    void commitTried(Place place, long offset) {
        commits.merge(place, new Progress(-1, offset), Promises::further);
    }

    void commitAcknowledged(Place place, long offset) {
        commits.merge(place, new Progress(offset, offset), Promises::further);
    }

    private static Progress further(Progress old, Progress now) {
        return new Progress(Math.max(old.acknowledged, now.acknowledged), Math.max(old.attempted, now.attempted));
    }

    Map<Place, Progress> commits() {
        return commits;
    }

    void keyIs(String id, String secret, LogIn expected) {
        keys.put(id, new Key(secret, expected, false));
    }

    Map<String, Key> keys() {
        return keys;
    }

    void keySaved(String id) {
        keys.computeIfPresent(id, (ignored, key) -> new Key(key.secret, key.expected, true));
    }

    /// The topic of desired state has lost everything.
    void desiredStateLost() {
        keys.replaceAll((id, key) -> key.saved ? key : new Key(key.secret, LogIn.EITHER, false));
    }
}
