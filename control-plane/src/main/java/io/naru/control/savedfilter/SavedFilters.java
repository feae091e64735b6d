package io.naru.control.savedfilter;

import io.naru.control.access.Caller;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The filters that one person has kept in one organization.
@Singleton
class SavedFilters {
    static final int LIMIT = 100;

    private final SavedFilterRepository filters;
    private final Audit audit;
    private final TenantTransactions transactions;

    SavedFilters(SavedFilterRepository filters, Audit audit, TenantTransactions transactions) {
        this.filters = filters;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// All of them, by name.
    List<SavedFilter> list(Caller caller) {
        Tenant tenant = caller.tenant();
        return transactions.in(tenant, () -> filters.list(tenant.organizationId(), caller.principal(), LIMIT));
    }

    SavedFilter create(Caller caller, String name, String filter) {
        Tenant tenant = caller.tenant();
        return unique(
                name,
                () -> transactions.in(tenant, () -> {
                    if (filters.count(tenant.organizationId(), caller.principal()) >= LIMIT) {
                        throw Refusal.limitReached(
                                "You can keep at most " + LIMIT + " filters. Delete one that is no longer needed.");
                    }
                    SavedFilter made =
                            filters.add(Ids.next("sf-"), tenant.organizationId(), caller.principal(), name, filter);
                    audit.record(tenant, Change.of(made.id(), name).between(Map.of(), facts(made)));
                    return made;
                }));
    }

    SavedFilter change(Caller caller, String id, Optional<String> name, Optional<String> filter) {
        Tenant tenant = caller.tenant();
        UUID organization = tenant.organizationId();
        return unique(
                name.orElse(""),
                () -> transactions.in(tenant, () -> {
                    SavedFilter now =
                            filters.lock(organization, caller.principal(), id).orElseThrow(() -> notFound(id));
                    SavedFilter after = filters.change(
                            organization, caller.principal(), id, name.orElse(now.name()), filter.orElse(now.filter()));
                    audit.record(tenant, Change.of(id, after.name()).between(facts(now), facts(after)));
                    return after;
                }));
    }

    void delete(Caller caller, String id) {
        Tenant tenant = caller.tenant();
        transactions.in(tenant, () -> {
            SavedFilter gone = filters.lock(tenant.organizationId(), caller.principal(), id)
                    .orElseThrow(() -> notFound(id));
            filters.remove(tenant.organizationId(), caller.principal(), id);
            audit.record(tenant, Change.of(id, gone.name()).between(facts(gone), Map.of()));
            return gone;
        });
    }

    private static <T> T unique(String name, Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "saved_filter_name")) {
                throw Refusal.conflictAt("/name", "name_taken", "You have a filter named " + name + " already.");
            }
            throw e;
        }
    }

    private static Map<String, String> facts(SavedFilter saved) {
        return Map.of("name", saved.name(), "filter", saved.filter());
    }

    private static Refusal notFound(String id) {
        return Refusal.notFound("saved filter", id);
    }
}
