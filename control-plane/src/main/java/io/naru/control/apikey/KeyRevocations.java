package io.naru.control.apikey;

import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.cluster.ClusterContent;
import io.naru.control.clusterrole.ClusterRoles;
import io.naru.control.outbox.Outbox;
import io.naru.control.serviceaccount.ServiceAccountKeys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends keys, one or all of a cluster or an owner. Every method works in the caller's transaction.
@Singleton
class KeyRevocations implements ClusterContent, ServiceAccountKeys {
    static final String KIND = "api_key";

    private final ApiKeyRepository keys;
    private final ClusterRoles roles;
    private final Outbox outbox;

    KeyRevocations(ApiKeyRepository keys, ClusterRoles roles, Outbox outbox) {
        this.keys = keys;
        this.roles = roles;
        this.outbox = outbox;
    }

    @Override
    public List<Outbox.Change> revokeKeysOfCluster(Tenant tenant, String lkc) {
        return revokeAll(tenant, keys.livingOf(tenant.organizationId(), lkc, ""));
    }

    @Override
    public List<Outbox.Change> revokeKeysOfOwner(Tenant tenant, String principal) {
        return revokeAll(tenant, keys.livingOf(tenant.organizationId(), "", principal));
    }

    private List<Outbox.Change> revokeAll(Tenant tenant, List<String> ids) {
        List<Outbox.Change> changes = new ArrayList<>();
        for (String id : ids) {
            keys.lock(tenant.organizationId(), id)
                    .filter(key -> !key.status().equals(ApiKey.REVOKED))
                    .ifPresent(key -> changes.addAll(revoke(tenant, key)));
        }
        return changes;
    }

    /// Revokes a locked key.
    ///
    /// @return what the cell must hear; the key's own record first when it is a cluster key
    List<Outbox.Change> revoke(Tenant tenant, ApiKey key) {
        Instant now = Instant.now();
        long version = key.version() + 1;
        keys.end(tenant.organizationId(), key.id(), ApiKey.REVOKED, version, now);
        List<Outbox.Change> changes = new ArrayList<>();
        if (!key.isCloudKey()) {
            changes.add(outbox.add(tenant, KIND, key.id(), version, key.desired(key.role(), now)));
        }
        if (key.role() != null) {
            changes.addAll(refreshRole(tenant, key));
        }
        return changes;
    }

    /// Undoes the creation of a locked key that was not confirmed.
    void abandon(Tenant tenant, ApiKey key) {
        Instant now = Instant.now();
        long version = key.version();
        if (!key.isCloudKey() && !outbox.takeBack(tenant, new Outbox.Change(KIND, key.id(), version))) {
            version++;
            outbox.add(tenant, KIND, key.id(), version, key.desired(key.role(), now));
        }
        keys.end(tenant.organizationId(), key.id(), "ABANDONED", version, now);
        if (key.role() != null) {
            refreshRole(tenant, key);
        }
    }

    /// Looks again at the role of a key that has, or had, one of its own.
    List<Outbox.Change> refreshRole(Tenant tenant, ApiKey key) {
        return Optional.ofNullable(key.lkc())
                .map(lkc -> roles.refresh(tenant, lkc, key.id()).stream().toList())
                .orElseGet(() -> roles.refresh(tenant, Scope.organization(), key.id()));
    }
}
