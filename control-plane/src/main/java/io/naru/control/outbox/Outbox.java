package io.naru.control.outbox;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where a change leaves what the cell must hear. [#add] belongs in the transaction of the change, under the row lock
/// of its resource;
/// [#awaitPublished] comes after the commit.
@Singleton
public class Outbox {
    /// How long a create waits for the cell before it is taken back.
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /// A resource at a version, as the cell knows it.
    public record Change(String kind, String id, long version) {}

    private final OutboxRepository rows;
    private final TenantTransactions transactions;
    private final PublishedSignal signal;
    private final JsonMapper json;

    Outbox(OutboxRepository rows, TenantTransactions transactions, PublishedSignal signal, JsonMapper json) {
        this.rows = rows;
        this.transactions = transactions;
        this.signal = signal;
        this.json = json;
    }

    /// Leaves a change for the relay.
    ///
    /// @param state the record's `state`; members that are null stay null
    public Change add(Tenant tenant, String kind, String id, long version, Map<String, ?> state) {
        rows.add(kind, id, version, tenant.organizationId(), write(state));
        return new Change(kind, id, version);
    }

    /// Waits until the cell has acknowledged all of these.
    ///
    /// @return false when it has not within `patience`
    public boolean awaitPublished(Tenant tenant, List<Change> changes, Duration patience) {
        signal.somethingToPublish();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long seen = signal.publishedSoFar();
            if (transactions.in(tenant, () -> changes.stream().allMatch(change -> isPublished(tenant, change)))) {
                return true;
            }
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0) {
                return false;
            }
            signal.awaitMoreThan(seen, Math.min(remaining, LOOK_EVERY.toNanos()));
        }
    }

    private boolean isPublished(Tenant tenant, Change change) {
        return rows.find(tenant.organizationId(), change.kind(), change.id(), change.version())
                .map(OutboxRepository.Row::published)
                .orElse(true);
    }

    /// Takes back a change that the cell has not acknowledged, in the caller's transaction.
    ///
    /// @return false when the relay had begun to publish it: then the cell may know it, and must be told the
    /// opposite
    public boolean takeBack(Tenant tenant, Change change) {
        return rows.takeBack(tenant.organizationId(), change.kind(), change.id(), change.version()) == 1;
    }

    /// Wakes the relay without waiting.
    public void wakeRelay() {
        signal.somethingToPublish();
    }

    private String write(Map<String, ?> state) {
        try {
            return json.writeValueAsString(JsonNode.from(state));
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }
}
