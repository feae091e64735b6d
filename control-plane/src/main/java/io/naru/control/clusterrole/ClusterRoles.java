package io.naru.control.clusterrole;

import io.naru.control.access.Role;
import io.naru.control.access.Tenant;
import io.naru.control.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The role records of desired state. Asked to look again, in the same transaction, whenever something changed that a
/// role rests on.
@Singleton
public class ClusterRoles {
    static final String KIND = "role";

    private final ClusterRoleRepository roles;
    private final Outbox outbox;

    ClusterRoles(ClusterRoleRepository roles, Outbox outbox) {
        this.roles = roles;
        this.outbox = outbox;
    }

    /// Works out the principal's role in a cluster again.
    ///
    /// @return what the cell must hear, when it changed
    public Optional<Outbox.Change> refresh(Tenant tenant, String lkc, String principal) {
        roles.addIfMissing(tenant.organizationId(), lkc, principal);
        ClusterRoleRepository.Row now = roles.lock(tenant.organizationId(), lkc, principal);
        String role = greatest(roles.rolesOf(tenant.organizationId(), lkc, principal));
        if (Objects.equals(role, now.role())) {
            return Optional.empty();
        }
        long version = now.version() + 1;
        roles.set(tenant.organizationId(), lkc, principal, role, version);
        Map<String, @Nullable Object> state = new HashMap<>();
        state.put("lkc", lkc);
        state.put("principal", principal);
        state.put("role", role);
        return Optional.of(outbox.add(tenant, KIND, lkc + "/" + principal, version, state));
    }

    /// The same for every cluster of the organization, after a role that holds in all of them has changed.
    public List<Outbox.Change> refreshEverywhere(Tenant tenant, String principal) {
        return roles.clusters(tenant.organizationId()).stream()
                .flatMap(lkc -> refresh(tenant, lkc, principal).stream())
                .toList();
    }

    private static @Nullable String greatest(List<String> names) {
        return names.stream()
                .flatMap(name -> Role.of(name).stream())
                .max(Comparator.naturalOrder())
                .map(role -> role == Role.ORGANIZATION_ADMIN ? Role.CLUSTER_ADMIN : role)
                .map(Role::wire)
                .orElse(null);
    }
}
