package io.naru.control.apikey;

import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Right;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.cluster.Clusters;
import io.naru.control.database.TenantTransactions;
import io.naru.control.fault.FaultPoint;
import io.naru.control.fault.FaultPoints;
import io.naru.control.http.Ids;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import io.naru.control.outbox.Outbox;
import io.naru.control.serviceaccount.ServiceAccounts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys of an organization. A key is seen once the cell has acknowledged it, so the first log-in with
/// it works.
@Singleton
public class ApiKeys {
    private static final int LIMIT_PER_RESOURCE = 2_000;
    private static final int ID_LENGTH = 16;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /// A key as it is asked for.
    ///
    /// @param lkc null for a key of the management API
    public record Wanted(
            @Nullable String lkc,
            String principal,
            @Nullable String role,
            String displayName,
            String description,
            @Nullable Instant expiresAt) {}

    /// A new key with its secret, which is nowhere kept.
    public record Made(ApiKey key, String secret) {}

    /// A change as it is asked for; what is empty stays.
    record Edit(Optional<String> displayName, Optional<String> description, Optional<String> role) {}

    record Filter(String owner, String resource, boolean withRevoked) {}

    private record Begun(ApiKey key, List<Outbox.Change> changes) {}

    private final ApiKeyRepository keys;
    private final KeyRevocations revocations;
    private final Clusters clusters;
    private final ServiceAccounts serviceAccounts;
    private final Outbox outbox;
    private final Audit audit;
    private final TenantTransactions transactions;

    ApiKeys(
            ApiKeyRepository keys,
            KeyRevocations revocations,
            Clusters clusters,
            ServiceAccounts serviceAccounts,
            Outbox outbox,
            Audit audit,
            TenantTransactions transactions) {
        this.keys = keys;
        this.revocations = revocations;
        this.clusters = clusters;
        this.serviceAccounts = serviceAccounts;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// A page of the caller's own keys and of those they manage.
    Paging.Page<ApiKey> list(Caller caller, Filter filter, Paging paging) {
        Tenant tenant = caller.tenant();
        Reach managed = Reach.of(caller, Right.API_KEYS_MANAGE);
        String after = Optional.ofNullable(paging.after()).orElse("");
        return paging.page(
                transactions.in(
                        tenant,
                        () -> keys.list(
                                tenant.organizationId(),
                                managed.everything(),
                                caller.principal(),
                                managed.environments(),
                                managed.clusters(),
                                filter.owner(),
                                filter.resource(),
                                filter.withRevoked(),
                                after,
                                paging.size() + 1)),
                ApiKey::id);
    }

    /// A key that works, or one that is being revoked.
    ApiKey get(Tenant tenant, String id) {
        return transactions
                .in(tenant, () -> keys.find(tenant.organizationId(), id))
                .filter(key -> !key.isPassed())
                .orElseThrow(() -> notFound(id));
    }

    public Made create(Tenant tenant, Wanted wanted) {
        String secret = Secret.next();
        Begun begun = begin(tenant, wanted, secret);
        FaultPoints.reach(FaultPoint.CHANGE_AFTER_COMMIT);
        if (outbox.awaitPublished(tenant, begun.changes(), Outbox.PATIENCE)) {
            FaultPoints.reach(FaultPoint.CREATE_BEFORE_CONFIRM);
            Optional<ApiKey> confirmed =
                    transactions.in(tenant, () -> confirm(tenant, begun.key().id()));
            FaultPoints.reach(FaultPoint.CREATE_AFTER_CONFIRM);
            if (confirmed.isPresent()) {
                return new Made(confirmed.get(), secret);
            }
        }
        abandon(tenant, begun.key().id());
        throw Refusal.unavailable(
                "The cell has not acknowledged the new key in time, so it was not made. Try again in a moment.");
    }

    private Optional<ApiKey> confirm(Tenant tenant, String id) {
        Optional<ApiKey> confirmed = Optional.ofNullable(keys.confirm(tenant.organizationId(), id));
        confirmed.ifPresent(made -> audit.record(
                tenant, Change.of(id, made.displayName()).at(made.lkc()).between(Map.of(), made.facts())));
        return confirmed;
    }

    private Begun begin(Tenant tenant, Wanted wanted, String secret) {
        byte[] salt = Secret.salt();
        return transactions.in(tenant, () -> {
            if (wanted.lkc() != null) {
                clusters.hold(tenant, wanted.lkc());
            }
            if (wanted.principal().startsWith("sa-")
                    && serviceAccounts.hold(tenant, wanted.principal()).isEmpty()) {
                throw Refusal.field("/spec/owner/id", "There is no service account " + wanted.principal() + ".");
            }
            if (keys.count(tenant.organizationId(), Objects.requireNonNullElse(wanted.lkc(), ""))
                    >= LIMIT_PER_RESOURCE) {
                throw Refusal.limitReached("There are at most " + LIMIT_PER_RESOURCE
                        + " keys for one cluster, or for the management API. Revoke one that is no longer used.");
            }
            ApiKey key = keys.add(
                    Ids.capitals(ID_LENGTH),
                    tenant.organizationId(),
                    wanted.lkc(),
                    wanted.principal(),
                    wanted.role(),
                    wanted.displayName(),
                    wanted.description(),
                    salt,
                    Secret.hash(salt, secret),
                    wanted.expiresAt());
            List<Outbox.Change> changes = new ArrayList<>();
            if (!key.isCloudKey()) {
                changes.add(outbox.add(
                        tenant, KeyRevocations.KIND, key.id(), key.version(), key.desired(key.role(), null)));
            }
            if (key.role() != null) {
                changes.addAll(revocations.refreshRole(tenant, key));
            }
            FaultPoints.reach(FaultPoint.CHANGE_BEFORE_COMMIT);
            return new Begun(key, changes);
        });
    }

    /// Undoes a creation that was not confirmed. Does nothing to a key that was.
    public void abandon(Tenant tenant, String id) {
        transactions.in(tenant, () -> {
            Optional<ApiKey> found = keys.lock(tenant.organizationId(), id)
                    .filter(key -> key.status().equals("CREATING"));
            found.ifPresent(key -> revocations.abandon(tenant, key));
            return found;
        });
        outbox.wakeRelay();
    }

    ApiKey change(Tenant tenant, String id, Edit edit) {
        List<Outbox.Change> changes = new ArrayList<>();
        ApiKey changed = transactions.in(tenant, () -> {
            ApiKey now = keys.lock(tenant.organizationId(), id)
                    .filter(key -> key.status().equals(ApiKey.ACTIVE))
                    .orElseThrow(() -> notFound(id));
            String role = edit.role().orElse(now.role());
            boolean told = !now.isCloudKey() && !Objects.equals(role, now.role());
            ApiKey after = keys.change(
                    tenant.organizationId(),
                    id,
                    edit.displayName().orElse(now.displayName()),
                    edit.description().orElse(now.description()),
                    role,
                    told ? now.version() + 1 : now.version());
            if (told) {
                changes.add(outbox.add(tenant, KeyRevocations.KIND, id, after.version(), after.desired(role, null)));
            }
            if (!Objects.equals(role, now.role())) {
                changes.addAll(revocations.refreshRole(tenant, after));
            }
            audit.record(
                    tenant, Change.of(id, after.displayName()).at(now.lkc()).between(now.facts(), after.facts()));
            return after;
        });
        if (!outbox.awaitPublished(tenant, changes, Outbox.PATIENCE)) {
            throw Refusal.unavailable(
                    "The new role is recorded, but the cell has not acknowledged it yet; it will as soon"
                            + " as it is back. Asking again is safe.");
        }
        return changed;
    }

    /// Revokes a key and waits until the cell has closed its connections, but not longer than five seconds.
    public void revoke(Tenant tenant, String id) {
        List<Outbox.Change> changes = transactions.in(tenant, () -> {
            ApiKey key = keys.lock(tenant.organizationId(), id)
                    .filter(found -> found.status().equals(ApiKey.ACTIVE) || isBeingRevoked(found))
                    .orElseThrow(() -> notFound(id));
            List<Outbox.Change> told = isBeingRevoked(key) ? List.of() : revocations.revoke(tenant, key);
            audit.record(tenant, Change.of(id, key.displayName()).at(key.lkc()).between(key.facts(), Map.of()));
            FaultPoints.reach(FaultPoint.CHANGE_BEFORE_COMMIT);
            return told;
        });
        FaultPoints.reach(FaultPoint.CHANGE_AFTER_COMMIT);
        long deadline = System.nanoTime() + Outbox.PATIENCE.toNanos();
        if (outbox.awaitPublished(tenant, changes, Outbox.PATIENCE)) {
            FaultPoints.reach(FaultPoint.REVOKE_BEFORE_PASSED);
            awaitPassed(tenant, id, deadline);
        }
    }

    private static boolean isBeingRevoked(ApiKey key) {
        return key.status().equals(ApiKey.REVOKED) && !key.isPassed();
    }

    private void awaitPassed(Tenant tenant, String id, long deadlineNanos) {
        while (System.nanoTime() < deadlineNanos
                && transactions
                        .in(tenant, () -> keys.find(tenant.organizationId(), id))
                        .filter(ApiKeys::isBeingRevoked)
                        .isPresent()) {
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    static Refusal notFound(String id) {
        return Refusal.notFound("API key", id);
    }
}
