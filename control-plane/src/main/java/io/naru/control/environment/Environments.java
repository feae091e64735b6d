package io.naru.control.environment;

import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.binding.Bindings;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/// The environments of an organization, at least one.
@Singleton
public class Environments {
    private static final String FIRST = "default";
    private static final int LIMIT = 500;

    private final EnvironmentRepository environments;
    private final EnvironmentContent content;
    private final Bindings bindings;
    private final Audit audit;
    private final TenantTransactions transactions;

    Environments(
            EnvironmentRepository environments,
            EnvironmentContent content,
            Bindings bindings,
            Audit audit,
            TenantTransactions transactions) {
        this.environments = environments;
        this.content = content;
        this.bindings = bindings;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Makes the environment `default` of a new organization, in the caller's transaction.
    public void makeFirst(Tenant tenant) {
        environments.add(Ids.next("env-"), tenant.organizationId(), FIRST);
    }

    public Paging.Page<Environment> list(Tenant tenant, Reach reach, Paging paging) {
        String after = Optional.ofNullable(paging.after()).orElse("");
        return paging.page(
                transactions.in(
                        tenant,
                        () -> environments.list(
                                tenant.organizationId(),
                                reach.everything(),
                                reach.environments(),
                                reach.clusters(),
                                after,
                                paging.size() + 1)),
                Environment::id);
    }

    /// An environment that the caller sees; an unseen one is as one that never was.
    public Environment enter(Caller caller, String id) {
        Environment found = get(caller.tenant(), id);
        if (!caller.sees(new Scope.Environment(id))) {
            throw notFound(id);
        }
        return found;
    }

    public Environment get(Tenant tenant, String id) {
        return transactions
                .in(tenant, () -> environments.find(tenant.organizationId(), id))
                .orElseThrow(() -> notFound(id));
    }

    /// Holds the environment against deletion until the caller's transaction ends.
    public Environment hold(Tenant tenant, String id) {
        return environments.lock(tenant.organizationId(), id).orElseThrow(() -> notFound(id));
    }

    Environment create(Tenant tenant, String displayName) {
        return unique(
                displayName,
                () -> transactions.in(tenant, () -> {
                    if (environments.count(tenant.organizationId()) >= LIMIT) {
                        throw Refusal.limitReached("An organization has at most " + LIMIT
                                + " environments. Delete one that is no longer needed.");
                    }
                    Environment made = environments.add(Ids.next("env-"), tenant.organizationId(), displayName);
                    audit.record(tenant, Change.of(made.id(), displayName).field("display_name", null, displayName));
                    return made;
                }));
    }

    Environment rename(Tenant tenant, String id, String displayName) {
        return unique(
                displayName,
                () -> transactions.in(tenant, () -> {
                    Environment now = hold(tenant, id);
                    Environment after = environments.rename(tenant.organizationId(), id, displayName);
                    audit.record(
                            tenant, Change.of(id, displayName).field("display_name", now.displayName(), displayName));
                    return after;
                }));
    }

    void delete(Tenant tenant, String id) {
        transactions.in(tenant, () -> {
            var all = environments.lockAll(tenant.organizationId());
            if (!all.contains(id)) {
                throw notFound(id);
            }
            if (content.hasClusters(tenant, id)) {
                throw Refusal.conflict(
                        "environment_not_empty", "Environment " + id + " still has clusters. Delete them first.");
            }
            if (all.size() == 1) {
                throw Refusal.conflict(
                        "last_environment",
                        "An organization always has at least one environment. Create another one first.");
            }
            bindings.removeAt(tenant, new Scope.Environment(id));
            environments
                    .find(tenant.organizationId(), id)
                    .ifPresent(gone -> audit.record(
                            tenant, Change.of(id, gone.displayName()).field("display_name", gone.displayName(), null)));
            environments.remove(tenant.organizationId(), id);
            return true;
        });
    }

    private static <T> T unique(String displayName, Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "environment_organization_id_display_name_key")) {
                throw Refusal.conflictAt(
                        "/display_name", "name_taken", "There is an environment named " + displayName + " already.");
            }
            throw e;
        }
    }

    private static Refusal notFound(String id) {
        return Refusal.notFound("environment", id);
    }
}
