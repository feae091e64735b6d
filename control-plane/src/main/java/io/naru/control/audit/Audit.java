package io.naru.control.audit;

import io.micronaut.http.HttpRequest;
import io.micronaut.json.JsonMapper;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.CallerBinder;
import io.naru.control.http.Ids;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes changes down in the transaction that makes them: there is no change without its row and no row without its
/// change. Who
/// asked, from where and what for comes from the request that the thread serves; what nobody asked for over HTTP leaves
/// no row.
/// A request leaves one row in an organization's log, the first that is written down, so the one that says most comes
/// first.
@Singleton
public class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int LONGEST_JSON = 20_000;

    private final AuditRepository rows;
    private final TenantTransactions transactions;
    private final JsonMapper json;

    Audit(AuditRepository rows, TenantTransactions transactions, JsonMapper json) {
        this.rows = rows;
        this.transactions = transactions;
        this.json = json;
    }

    /// Writes down what the caller of the request does: in the transaction that is open, or, after a change that the
    /// cell has
    /// made, in one of its own.
    public void record(Tenant tenant, Change change) {
        Trail.current()
                .ifPresent(trail -> CallerBinder.of(trail.request())
                        .ifPresent(caller -> write(trail, tenant, Actor.of(caller), change)));
    }

    /// Writes down what somebody does who is not logged in yet when the request comes.
    public void record(Tenant tenant, Actor actor, Change change) {
        Trail.current().ifPresent(trail -> write(trail, tenant, actor, change));
    }

    /// Writes down that something was carried out which has no more to say than its path.
    void recordPath(HttpRequest<?> request, Trail trail) {
        CallerBinder.of(request)
                .ifPresent(caller -> write(
                        trail,
                        caller.tenant(),
                        Actor.of(caller),
                        new Change(trail.resource(), null, trail.lkc(), Map.of(), Map.of())));
    }

    /// Writes down a change that the cell has made. The change stands whether or not this succeeds.
    public void recordMade(Change change) {
        try {
            Trail.current()
                    .flatMap(trail -> CallerBinder.of(trail.request()))
                    .ifPresent(caller -> record(caller.tenant(), change));
        } catch (RuntimeException e) {
            LOG.error("a change of {} was made and is not in the audit log", change.resource(), e);
        }
    }

    /// Says that the request changes nothing, and leaves no row.
    public void nothingChanged() {
        Trail.current()
                .ifPresent(trail -> CallerBinder.of(trail.request())
                        .ifPresent(caller -> trail.written().add(caller.tenant())));
    }

    private void write(Trail trail, Tenant tenant, Actor actor, Change change) {
        if (trail.written().contains(tenant)) {
            return;
        }
        transactions.in(tenant, () -> {
            rows.addDone(
                    Ids.next("al-"),
                    tenant.organizationId(),
                    actor.id(),
                    actor.name(),
                    actor.kind().name(),
                    actor.credential(),
                    trail.address(),
                    trail.action(),
                    change.resource(),
                    change.name(),
                    change.lkc(),
                    text(change.before()),
                    text(change.after()),
                    trail.requestId());
            return true;
        });
        trail.written().add(tenant);
    }

    private @Nullable String text(Map<String, Object> fields) {
        if (fields.isEmpty()) {
            return null;
        }
        try {
            String text = json.writeValueAsString(fields).replace("\\u0000", "");
            return text.length() <= LONGEST_JSON ? text : json.writeValueAsString(Map.of("too_long", fields.keySet()));
        } catch (IOException e) {
            throw new UncheckedIOException("fields of a change", e);
        }
    }
}
