package io.naru.control.clusterrole;

import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The role records of desired state. Asked to look again, in the same transaction, whenever something
/// changed that a role rests on.
@Singleton
public class ClusterRoles {
    static final String KIND = "role";

    private final ClusterRoleRepository roles;
    private final Outbox outbox;

    ClusterRoles(ClusterRoleRepository roles, Outbox outbox) {
        this.roles = roles;
        this.outbox = outbox;
    }

    /// Works out again what counts for a grantee in a cluster.
    ///
    /// @param grantee a principal, or a key with a role of its own
    /// @return what the cell must hear, when it changed
    public Optional<Outbox.Change> refresh(Tenant tenant, String lkc, String grantee) {
        roles.addIfMissing(tenant.organizationId(), lkc, grantee);
        ClusterRoleRepository.Row now = roles.lock(tenant.organizationId(), lkc, grantee);
        String role = Role.ofTheCell(roles.rolesOf(tenant.organizationId(), lkc, grantee).stream()
                .flatMap(name -> Role.of(name).stream())
                .toList());
        if (Objects.equals(role, now.role())) {
            return Optional.empty();
        }
        long version = now.version() + 1;
        roles.set(tenant.organizationId(), lkc, grantee, role, version);
        Map<String, @Nullable Object> state = new HashMap<>();
        state.put("lkc", lkc);
        state.put("principal", grantee);
        state.put("role", role);
        return Optional.of(outbox.add(tenant, KIND, lkc + "/" + grantee, version, state));
    }

    /// The same for every cluster that a scope covers, after a role there has changed.
    public List<Outbox.Change> refresh(Tenant tenant, Scope scope, String grantee) {
        List<String> clusters = switch (scope) {
            case Scope.Organization() -> roles.clusters(tenant.organizationId(), "");
            case Scope.Environment(String id) -> roles.clusters(tenant.organizationId(), id);
            case Scope.Cluster(String _, String lkc) -> List.of(lkc);
        };
        return clusters.stream()
                .flatMap(lkc -> refresh(tenant, lkc, grantee).stream())
                .toList();
    }

    /// Works out the roles of everybody who has one around a new cluster.
    public List<Outbox.Change> begin(Tenant tenant, String lkc) {
        return roles.granteesAround(tenant.organizationId(), lkc).stream()
                .flatMap(grantee -> refresh(tenant, lkc, grantee).stream())
                .toList();
    }
}
