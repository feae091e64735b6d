package io.naru.control.cluster;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import io.naru.control.outbox.DesiredOwner;
import io.naru.control.outbox.Tombstones;
import jakarta.inject.Singleton;
import java.util.Set;

/// What the cell knows of clusters beyond the tables: ends after a backup was made, and that a deleted one is purged.
@Singleton
class ClusterDesiredState implements DesiredOwner, CellEventHandler {
    private final ClusterReportRepository clusters;
    private final Tombstones tombstones;

    ClusterDesiredState(ClusterReportRepository clusters, Tombstones tombstones) {
        this.clusters = clusters;
        this.tombstones = tombstones;
    }

    @Override
    public String kind() {
        return Clusters.KIND;
    }

    @Override
    public boolean isEnd(JsonNode state) {
        return CellEvent.text(state, "status").filter(Cluster.DELETING::equals).isPresent();
    }

    @Override
    public void endedElsewhere(String id, long version) {
        clusters.endedElsewhere(id, version);
    }

    @Override
    public void raise(String id, long version) {
        clusters.raise(id, version);
    }

    @Override
    public Set<String> kinds() {
        return Set.of("lkc_purged");
    }

    @Override
    public void apply(CellEvent event) {
        event.text("lkc").filter(lkc -> clusters.purged(lkc) == 1).ifPresent(lkc -> tombstones.add(Clusters.KIND, lkc));
    }
}
