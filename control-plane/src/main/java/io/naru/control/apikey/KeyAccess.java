package io.naru.control.apikey;

import io.naru.control.access.Caller;
import io.naru.control.access.Grant;
import io.naru.control.access.Right;
import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import io.naru.control.binding.Bindings;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Rights;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may make, see and end which keys. Everybody may their own; others' only with the right to. Nobody
/// makes a key that may do more than they may themselves, for they see its secret.
@Singleton
class KeyAccess {
    /// As the cell spells them.
    private static final List<String> CLUSTER_ROLES = List.of(
            Role.CLUSTER_ADMIN,
            Role.CLOUD_CLUSTER_ADMIN.wire(),
            Role.DEVELOPER_MANAGE.wire(),
            Role.DEVELOPER_WRITE.wire(),
            Role.DEVELOPER_READ.wire());
    private static final List<String> CLOUD_ROLES = List.of(Role.ORGANIZATION_ADMIN.wire());

    private final ApiKeys keys;
    private final ClusterAccess clusters;
    private final Bindings bindings;
    private final TenantTransactions transactions;

    KeyAccess(ApiKeys keys, ClusterAccess clusters, Bindings bindings, TenantTransactions transactions) {
        this.keys = keys;
        this.clusters = clusters;
        this.bindings = bindings;
        this.transactions = transactions;
    }

    /// Names of the roles a key can be given.
    List<String> rolesOf(@Nullable String lkc) {
        return lkc == null ? CLOUD_ROLES : CLUSTER_ROLES;
    }

    void requireCreate(Caller caller, @Nullable String lkc, String owner, Optional<String> role) {
        Scope scope = scope(caller, lkc);
        boolean own = owner.equals(caller.principal());
        if (!own) {
            Rights.require(caller, Right.API_KEYS_MANAGE, scope);
        }
        if (role.isPresent()) {
            Rights.requireAll(caller, new Grant(Role.of(role.get()).orElseThrow(), scope));
        } else if (!own) {
            transactions.in(caller.tenant(), () -> bindings.grantsOf(caller.tenant(), owner)).stream()
                    .filter(grant -> lkc == null || grant.scope().covers(scope))
                    .forEach(grant -> Rights.requireAll(caller, lkc == null ? grant : new Grant(grant.role(), scope)));
        }
    }

    void requireRole(Caller caller, @Nullable String lkc, String role) {
        Rights.requireAll(caller, new Grant(Role.of(role).orElseThrow(), scope(caller, lkc)));
    }

    private Scope scope(Caller caller, @Nullable String lkc) {
        return lkc == null ? Scope.organization() : clusters.enter(caller, lkc).at();
    }

    /// A key that the caller may see and end: an unseen one is as one that never was.
    ApiKey enter(Caller caller, String id) {
        ApiKey key = keys.get(caller.tenant(), id);
        if (!key.principal().equals(caller.principal()) && !caller.may(Right.API_KEYS_MANAGE, scopeOf(caller, key))) {
            throw ApiKeys.notFound(id);
        }
        return key;
    }

    /// A key that is being revoked may be of a cluster that is gone.
    private Scope scopeOf(Caller caller, ApiKey key) {
        return key.lkc() == null
                ? Scope.organization()
                : clusters.scopeOf(caller.tenant(), key.lkc()).orElse(Scope.organization());
    }
}
