package io.naru.control.clusterrole;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import io.naru.control.outbox.DesiredOwner;
import io.naru.control.outbox.Tombstones;
import jakarta.inject.Singleton;
import java.util.Set;

/// Roles that the cell knows at a later version, and roles in a cluster that is purged.
@Singleton
class RoleDesiredState implements DesiredOwner, CellEventHandler {
    private final RoleReportRepository roles;
    private final Tombstones tombstones;

    RoleDesiredState(RoleReportRepository roles, Tombstones tombstones) {
        this.roles = roles;
        this.tombstones = tombstones;
    }

    @Override
    public String kind() {
        return ClusterRoles.KIND;
    }

    /// A role that was taken away is a role of nothing, and may be given again.
    @Override
    public boolean isEnd(JsonNode state) {
        return false;
    }

    @Override
    public void endedElsewhere(String id, long version) {
        roles.remove(id);
    }

    @Override
    public void raise(String id, long version) {
        roles.raise(id, version);
    }

    @Override
    public Set<String> kinds() {
        return Set.of("lkc_purged");
    }

    @Override
    public void apply(CellEvent event) {
        event.text("lkc")
                .map(roles::removeAll)
                .ifPresent(ids -> ids.forEach(id -> tombstones.add(ClusterRoles.KIND, id)));
    }
}
