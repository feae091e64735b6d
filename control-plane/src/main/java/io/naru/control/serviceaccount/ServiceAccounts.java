package io.naru.control.serviceaccount;

import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.binding.Bindings;
import io.naru.control.clusterrole.ClusterRoles;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import io.naru.control.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The service accounts of an organization.
@Singleton
public class ServiceAccounts {
    private static final int LIMIT = 1_000;

    private final ServiceAccountRepository accounts;
    private final ServiceAccountKeys keys;
    private final Bindings bindings;
    private final ClusterRoles roles;
    private final Outbox outbox;
    private final Audit audit;
    private final TenantTransactions transactions;

    ServiceAccounts(
            ServiceAccountRepository accounts,
            ServiceAccountKeys keys,
            Bindings bindings,
            ClusterRoles roles,
            Outbox outbox,
            Audit audit,
            TenantTransactions transactions) {
        this.accounts = accounts;
        this.keys = keys;
        this.bindings = bindings;
        this.roles = roles;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// A page of accounts, oldest first.
    ///
    /// @param names only accounts with one of these names; all when it is empty
    public Paging.Page<ServiceAccount> list(Tenant tenant, List<String> names, Paging paging) {
        String after = Optional.ofNullable(paging.after()).orElse("");
        int rows = paging.size() + 1;
        return paging.page(
                transactions.in(
                        tenant,
                        () -> names.isEmpty()
                                ? accounts.list(tenant.organizationId(), after, rows)
                                : accounts.listNamed(tenant.organizationId(), names, after, rows)),
                ServiceAccount::id);
    }

    public ServiceAccount get(Tenant tenant, String id) {
        return transactions
                .in(tenant, () -> accounts.find(tenant.organizationId(), id))
                .orElseThrow(() -> notFound(id));
    }

    /// Holds an account against deletion until the caller's transaction ends.
    public Optional<ServiceAccount> hold(Tenant tenant, String id) {
        return accounts.lock(tenant.organizationId(), id);
    }

    public ServiceAccount create(Tenant tenant, String displayName, String description) {
        return unique(
                displayName,
                () -> transactions.in(tenant, () -> {
                    if (accounts.count(tenant.organizationId()) >= LIMIT) {
                        throw Refusal.limitReached("An organization has at most " + LIMIT
                                + " service accounts. Delete one that is no longer needed.");
                    }
                    ServiceAccount made =
                            accounts.add(Ids.next("sa-"), tenant.organizationId(), displayName, description);
                    audit.record(tenant, Change.of(made.id(), displayName).between(Map.of(), facts(made)));
                    return made;
                }));
    }

    ServiceAccount change(Tenant tenant, String id, Optional<String> displayName, Optional<String> description) {
        return unique(
                displayName.orElse(""),
                () -> transactions.in(tenant, () -> {
                    ServiceAccount now =
                            accounts.lock(tenant.organizationId(), id).orElseThrow(() -> notFound(id));
                    ServiceAccount after = accounts.change(
                            tenant.organizationId(),
                            id,
                            displayName.orElse(now.displayName()),
                            description.orElse(now.description()));
                    audit.record(tenant, Change.of(id, after.displayName()).between(facts(now), facts(after)));
                    return after;
                }));
    }

    void delete(Tenant tenant, String id) {
        List<Outbox.Change> changes = transactions.in(tenant, () -> {
            ServiceAccount gone = accounts.lock(tenant.organizationId(), id).orElseThrow(() -> notFound(id));
            List<Outbox.Change> revoked = new ArrayList<>(keys.revokeKeysOfOwner(tenant, id));
            bindings.removeOf(tenant, id);
            revoked.addAll(roles.refresh(tenant, Scope.organization(), id));
            accounts.remove(tenant.organizationId(), id);
            audit.record(tenant, Change.of(id, gone.displayName()).between(facts(gone), Map.of()));
            return revoked;
        });
        outbox.awaitPublished(tenant, changes, Outbox.PATIENCE);
    }

    private static <T> T unique(String displayName, Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "service_account_organization_id_display_name_key")) {
                throw Refusal.conflictAt(
                        "/display_name", "name_taken", "There is a service account named " + displayName + " already.");
            }
            throw e;
        }
    }

    private static Map<String, String> facts(ServiceAccount account) {
        return Map.of("display_name", account.displayName(), "description", account.description());
    }

    static Refusal notFound(String id) {
        return Refusal.notFound("service account", id);
    }
}
