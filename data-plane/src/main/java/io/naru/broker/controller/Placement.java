package io.naru.broker.controller;

import io.naru.broker.metadata.PartitionImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Which brokers hold which partition. Leaders go round the brokers from a start that differs by topic,
/// followers are the brokers next to them.
final class Placement {
    private final List<Integer> brokers;

    Placement(Set<Integer> brokers) {
        this.brokers = brokers.stream().sorted().toList();
    }

    /// Places the partitions `first` to `layout.partitions() - 1`.
    List<PartitionImage> place(UUID topic, int first, Command.Layout layout) {
        List<PartitionImage> placed = new ArrayList<>();
        for (int partition = first; partition < layout.partitions(); partition++) {
            PVector<Integer> replicas = layout.assignment().isEmpty()
                    ? replicas(topic, partition, layout.replicationFactor())
                    : TreePVector.from(layout.assignment().get(partition - first));
            placed.add(new PartitionImage(replicas.get(0), 0, replicas, replicas));
        }
        return placed;
    }

    private PVector<Integer> replicas(UUID topic, int partition, int wished) {
        int start = Math.floorMod(topic.hashCode(), brokers.size());
        PVector<Integer> replicas = TreePVector.empty();
        for (int next = 0; next < Math.min(wished, brokers.size()); next++) {
            replicas = replicas.plus(brokers.get((start + partition + next) % brokers.size()));
        }
        return replicas;
    }

    /// Why an assignment by hand cannot be, or null.
    @Nullable
    String refuse(int first, Command.Layout layout) {
        int added = layout.partitions() - first;
        if (layout.assignment().size() != added) {
            return "The assignment names " + layout.assignment().size() + " partitions, " + added + " are to be made.";
        }
        int replicas = layout.assignment().getFirst().size();
        for (List<Integer> partition : layout.assignment()) {
            if (partition.isEmpty() || partition.size() != replicas) {
                return "Every partition of an assignment must have the same number of replicas, at least one.";
            }
            if (Set.copyOf(partition).size() != partition.size()) {
                return "An assignment names a broker twice for one partition: " + partition + ".";
            }
            for (int broker : partition) {
                if (!brokers.contains(broker)) {
                    return "There is no broker " + broker + "; this cell has " + brokers
                            + ". Leave the assignment out to let the cell place the partitions.";
                }
            }
        }
        return null;
    }
}
