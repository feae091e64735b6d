package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The groups of one partition, by logical cluster.
final class Slots {
    private final Map<String, Map<String, Slot>> clusters = new HashMap<>();

    @Nullable
    Slot find(GroupKey key) {
        Map<String, Slot> groups = clusters.get(key.cluster());
        return groups == null ? null : groups.get(key.group());
    }

    Slot findOrAdd(GroupKey key) {
        return clusters.computeIfAbsent(key.cluster(), cluster -> new TreeMap<>())
                .computeIfAbsent(key.group(), group -> new Slot(Group.unknown(key)));
    }

    void remove(GroupKey key) {
        Map<String, Slot> groups = clusters.get(key.cluster());
        if (groups != null) {
            groups.remove(key.group());
            if (groups.isEmpty()) {
                clusters.remove(key.cluster());
            }
        }
    }

    int count(String cluster) {
        Map<String, Slot> groups = clusters.get(cluster);
        return groups == null ? 0 : groups.size();
    }

    /// In order of the groups' names.
    Collection<Slot> in(String cluster) {
        Map<String, Slot> groups = clusters.get(cluster);
        return groups == null ? List.of() : List.copyOf(groups.values());
    }

    List<Slot> all() {
        return clusters.values().stream()
                .flatMap(groups -> groups.values().stream())
                .toList();
    }
}
