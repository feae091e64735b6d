package io.naru.broker.metadata;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The deleted topics that can still be restored. Nobody finds them by name or id among the topics: to every API of
/// Kafka they are gone.
///
/// @param byId all of the cell's
/// @param byCluster the same by logical cluster; one without any has no entry
public record Bin(PMap<UUID, BinnedTopic> byId, PMap<String, PMap<UUID, BinnedTopic>> byCluster) {
    public static final Bin EMPTY = new Bin(HashTreePMap.empty(), HashTreePMap.empty());

    /// A deleted topic, as seen from inside its logical cluster.
    public @Nullable BinnedTopic topic(String cluster, UUID id) {
        BinnedTopic binned = byId.get(id);
        return binned != null && binned.topic().cluster().equals(cluster) ? binned : null;
    }

    /// What a logical cluster has in the bin; the same object for as long as nothing comes and goes.
    public PMap<UUID, BinnedTopic> of(String cluster) {
        PMap<UUID, BinnedTopic> own = byCluster.get(cluster);
        return own == null ? HashTreePMap.empty() : own;
    }

    Bin with(BinnedTopic binned) {
        String cluster = binned.topic().cluster();
        UUID id = binned.topic().id();
        return new Bin(
                byId.plus(id, binned), byCluster.plus(cluster, of(cluster).plus(id, binned)));
    }

    Bin without(UUID id) {
        BinnedTopic binned = byId.get(id);
        if (binned == null) {
            return this;
        }
        String cluster = binned.topic().cluster();
        PMap<UUID, BinnedTopic> rest = of(cluster).minus(id);
        return new Bin(byId.minus(id), rest.isEmpty() ? byCluster.minus(cluster) : byCluster.plus(cluster, rest));
    }
}
