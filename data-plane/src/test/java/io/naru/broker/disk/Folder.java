package io.naru.broker.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A directory on a [CrashDisk]: the names one sees, those that are stable, and the changes between the two.
final class Folder implements Node {
    private final TreeMap<String, Node> current = new TreeMap<>();
    private final TreeMap<String, Node> stable = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();

    /// One change of names; a rename takes one away and sets another, never half of it.
    private record Change(
            String name, @Nullable Node node, @Nullable String removed) {
        void apply(TreeMap<String, Node> names) {
            if (removed != null) {
                names.remove(removed);
            }
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    @Nullable
    Node find(String name) {
        return current.get(name);
    }

    List<String> names() {
        return List.copyOf(current.keySet());
    }

    void put(String name, Node node) {
        change(new Change(name, node, null));
    }

    void remove(String name) {
        change(new Change(name, null, null));
    }

    void rename(String from, String to, Node node) {
        change(new Change(to, node, from));
    }

    private void change(Change change) {
        change.apply(current);
        pending.add(change);
    }

    void sync() {
        pending.forEach(change -> change.apply(stable));
        pending.clear();
    }

    @Override
    public long usedBytes() {
        return current.values().stream().mapToLong(Node::usedBytes).sum();
    }

    @Override
    public void evict(RandomGenerator random) {
        current.values().forEach(node -> node.evict(random));
    }

    @Override
    public void lose(RandomGenerator random) {
        double keep = random.nextDouble();
        for (Change change : pending) {
            if (random.nextDouble() < keep) {
                change.apply(stable);
            }
        }
        pending.clear();
        stable.values().forEach(node -> node.lose(random));
        current.clear();
        current.putAll(stable);
    }
}
