package io.naru.control.cluster;

import io.naru.control.access.Reach;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.binding.Bindings;
import io.naru.control.clusterrole.ClusterRoles;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.environment.Environments;
import io.naru.control.fault.FaultPoint;
import io.naru.control.fault.FaultPoints;
import io.naru.control.http.Ids;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import io.naru.control.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The clusters of an organization. A cluster is seen once the cell has acknowledged it; one that it did
/// not acknowledge in time is taken back, and if the cell may have heard of it nevertheless, it is told
/// to delete it.
@Singleton
public class Clusters {
    static final String KIND = "lkc";
    private static final int LIMIT = 50;

    /// A cluster as it is asked for.
    public record Wanted(
            String environmentId,
            String displayName,
            String availability,
            String cloud,
            String region,
            String configKind,
            @Nullable Boolean deletionProtection) {}

    /// A change as it is asked for; what is empty stays.
    record Edit(Optional<String> displayName, Optional<String> configKind, Optional<Boolean> deletionProtection) {}

    private record Begun(Cluster cluster, List<Outbox.Change> changes) {}

    private final ClusterRepository clusters;
    private final Environments environments;
    private final ClusterContent content;
    private final ClusterRoles roles;
    private final Bindings bindings;
    private final Outbox outbox;
    private final Audit audit;
    private final TenantTransactions transactions;

    Clusters(
            ClusterRepository clusters,
            Environments environments,
            ClusterContent content,
            ClusterRoles roles,
            Bindings bindings,
            Outbox outbox,
            Audit audit,
            TenantTransactions transactions) {
        this.clusters = clusters;
        this.environments = environments;
        this.content = content;
        this.roles = roles;
        this.bindings = bindings;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// A page of the clusters within reach, of one environment or, when that is empty, of all.
    public Paging.Page<Cluster> list(Tenant tenant, Reach reach, String environmentId, Paging paging) {
        String after = Optional.ofNullable(paging.after()).orElse("");
        return paging.page(
                transactions.in(
                        tenant,
                        () -> clusters.list(
                                tenant.organizationId(),
                                reach.everything(),
                                reach.environments(),
                                reach.clusters(),
                                environmentId,
                                after,
                                paging.size() + 1)),
                Cluster::id);
    }

    /// A cluster in any state.
    Optional<Cluster> find(Tenant tenant, String id) {
        return transactions.in(tenant, () -> clusters.find(tenant.organizationId(), id));
    }

    public Cluster get(Tenant tenant, String id) {
        return find(tenant, id)
                .filter(cluster -> cluster.status().equals(Cluster.ACTIVE))
                .orElseThrow(() -> notFound(id));
    }

    /// Holds an active cluster against deletion until the caller's transaction ends.
    public Cluster hold(Tenant tenant, String id) {
        return clusters.lock(tenant.organizationId(), id)
                .filter(cluster -> cluster.status().equals(Cluster.ACTIVE))
                .orElseThrow(() -> notFound(id));
    }

    public Cluster create(Tenant tenant, Wanted wanted) {
        Begun begun = begin(tenant, wanted);
        FaultPoints.reach(FaultPoint.CHANGE_AFTER_COMMIT);
        if (outbox.awaitPublished(tenant, begun.changes(), Outbox.PATIENCE)) {
            FaultPoints.reach(FaultPoint.CREATE_BEFORE_CONFIRM);
            Optional<Cluster> confirmed = transactions.in(
                    tenant, () -> confirm(tenant, begun.cluster().id()));
            FaultPoints.reach(FaultPoint.CREATE_AFTER_CONFIRM);
            if (confirmed.isPresent()) {
                return confirmed.get();
            }
        }
        abandon(tenant, begun.cluster().id());
        throw Refusal.unavailable("The cell has not acknowledged the new cluster in time, so it was not made."
                + " Try again in a moment.");
    }

    private Optional<Cluster> confirm(Tenant tenant, String id) {
        Optional<Cluster> confirmed = Optional.ofNullable(clusters.confirm(tenant.organizationId(), id));
        confirmed.ifPresent(
                made -> audit.record(tenant, Change.of(id, made.displayName()).between(Map.of(), made.facts())));
        return confirmed;
    }

    private Begun begin(Tenant tenant, Wanted wanted) {
        try {
            return beginOnce(tenant, wanted);
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isDuplicate(e, "cluster_name")) {
                throw e;
            }
        }
        transactions
                .in(
                        tenant,
                        () -> clusters.findForgotten(
                                tenant.organizationId(), wanted.environmentId(), wanted.displayName()))
                .ifPresent(forgotten -> abandon(tenant, forgotten));
        try {
            return beginOnce(tenant, wanted);
        } catch (RuntimeException e) {
            throw DatabaseFailure.isDuplicate(e, "cluster_name") ? nameTaken(wanted.displayName()) : e;
        }
    }

    private Begun beginOnce(Tenant tenant, Wanted wanted) {
        return transactions.in(tenant, () -> {
            environments.hold(tenant, wanted.environmentId());
            if (clusters.count(tenant.organizationId()) >= LIMIT) {
                throw Refusal.limitReached(
                        "An organization has at most " + LIMIT + " clusters. Delete one that is no longer needed.");
            }
            Cluster cluster = clusters.add(
                    Ids.next("lkc-"),
                    tenant.organizationId(),
                    wanted.environmentId(),
                    wanted.displayName(),
                    wanted.availability(),
                    wanted.cloud(),
                    wanted.region(),
                    wanted.configKind(),
                    wanted.deletionProtection());
            List<Outbox.Change> changes = new ArrayList<>();
            changes.add(
                    outbox.add(tenant, KIND, cluster.id(), cluster.version(), cluster.desired(Cluster.ACTIVE, null)));
            changes.addAll(roles.begin(tenant, cluster.id()));
            FaultPoints.reach(FaultPoint.CHANGE_BEFORE_COMMIT);
            return new Begun(cluster, changes);
        });
    }

    /// Undoes a creation that was not confirmed. Does nothing to a cluster that was.
    public void abandon(Tenant tenant, String id) {
        transactions.in(tenant, () -> {
            Optional<Cluster> found = clusters.lock(tenant.organizationId(), id)
                    .filter(cluster -> cluster.status().equals(Cluster.CREATING));
            found.ifPresent(cluster -> {
                Instant now = Instant.now();
                long version = cluster.version();
                if (!outbox.takeBack(tenant, new Outbox.Change(KIND, id, version))) {
                    version++;
                    outbox.add(tenant, KIND, id, version, cluster.desired(Cluster.DELETING, now));
                }
                clusters.end(tenant.organizationId(), id, "ABANDONED", version, now);
            });
            return found;
        });
        outbox.wakeRelay();
    }

    /// The cell does not act on names, so nobody waits for it to hear a new one.
    Cluster change(Tenant tenant, String id, Edit edit) {
        Cluster changed;
        try {
            changed = transactions.in(tenant, () -> {
                Cluster now = hold(tenant, id);
                String name = edit.displayName().orElse(now.displayName());
                boolean renamed = !name.equals(now.displayName());
                Cluster after = clusters.change(
                        tenant.organizationId(),
                        id,
                        name,
                        edit.configKind().orElse(now.configKind()),
                        edit.deletionProtection().orElse(now.deletionProtection()),
                        renamed ? now.version() + 1 : now.version());
                if (renamed) {
                    outbox.add(tenant, KIND, id, after.version(), after.desired(Cluster.ACTIVE, null));
                }
                audit.record(tenant, Change.of(id, name).between(now.facts(), after.facts()));
                return after;
            });
        } catch (RuntimeException e) {
            throw DatabaseFailure.isDuplicate(e, "cluster_name")
                    ? nameTaken(edit.displayName().orElse(""))
                    : e;
        }
        outbox.wakeRelay();
        return changed;
    }

    /// From the commit on the cluster is gone for everybody here; the cell hears it as soon as it listens.
    void delete(Tenant tenant, String id) {
        List<Outbox.Change> changes = transactions.in(tenant, () -> {
            Cluster cluster = hold(tenant, id);
            if (Boolean.TRUE.equals(cluster.deletionProtection())) {
                throw Refusal.conflict(
                        "deletion_protected",
                        "Cluster " + id + " is protected. Set spec.deletion_protection to false first.");
            }
            Instant now = Instant.now();
            long version = cluster.version() + 1;
            clusters.end(tenant.organizationId(), id, Cluster.DELETING, version, now);
            List<Outbox.Change> told = new ArrayList<>(content.revokeKeysOfCluster(tenant, id));
            bindings.removeAt(tenant, cluster.at());
            told.add(outbox.add(tenant, KIND, id, version, cluster.desired(Cluster.DELETING, now)));
            audit.record(tenant, Change.of(id, cluster.displayName()).between(cluster.facts(), Map.of()));
            FaultPoints.reach(FaultPoint.CHANGE_BEFORE_COMMIT);
            return told;
        });
        FaultPoints.reach(FaultPoint.CHANGE_AFTER_COMMIT);
        outbox.awaitPublished(tenant, changes, Outbox.PATIENCE);
    }

    private static Refusal nameTaken(String name) {
        return Refusal.conflictAt(
                "/spec/display_name",
                "name_taken",
                "There is a cluster named " + name + " in this environment already.");
    }

    static Refusal notFound(String id) {
        return Refusal.notFound("cluster", id);
    }
}
