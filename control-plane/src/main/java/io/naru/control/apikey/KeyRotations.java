package io.naru.control.apikey;

import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Refusal;
import io.naru.control.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives keys a second secret, so that programs can change over while the first still works.
@Singleton
class KeyRotations {
    static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    static final Duration USUAL_OVERLAP = Duration.ofDays(1);

    private final ApiKeyRepository keys;
    private final Outbox outbox;
    private final Audit audit;
    private final TenantTransactions transactions;

    KeyRotations(ApiKeyRepository keys, Outbox outbox, Audit audit, TenantTransactions transactions) {
        this.keys = keys;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// A secret as it is to be kept.
    private record Kept(byte[] salt, byte[] hash) {}

    /// Makes a new secret; the old one works until `retireAt`.
    ApiKeys.Made rotate(Tenant tenant, String id, Instant retireAt) {
        String secret = Secret.next();
        byte[] salt = Secret.salt();
        Kept next = new Kept(salt, Secret.hash(salt, secret));
        List<Outbox.Change> changes = new ArrayList<>();
        ApiKey rotated = transactions.in(tenant, () -> {
            ApiKey key = locked(tenant, id);
            if (key.retiringUntil(Instant.now()) != null) {
                throw Refusal.conflict(
                        "rotation_under_way",
                        "Key " + id + " has two secrets already; the old one works until " + key.retiresAt()
                                + ". Retire it first.");
            }
            return tell(tenant, key, next, new Kept(key.salt(), key.hash()), retireAt, changes);
        });
        if (!outbox.awaitPublished(tenant, changes, Outbox.PATIENCE)) {
            takeBack(tenant, rotated);
            throw Refusal.unavailable(
                    "The cell has not acknowledged the new secret in time, so it was not made. Try again in a moment.");
        }
        audit.recordMade(Change.of(id, rotated.displayName())
                .at(rotated.lkc())
                .field("old_secret_works_until", null, retireAt.toString()));
        return new ApiKeys.Made(rotated, secret);
    }

    /// Nobody has the new secret: the old one is the only one again.
    private void takeBack(Tenant tenant, ApiKey rotated) {
        String salt = rotated.retiringSalt();
        String hash = rotated.retiringHash();
        if (salt != null && hash != null) {
            transactions.in(
                    tenant,
                    () -> tell(
                            tenant,
                            locked(tenant, rotated.id()),
                            new Kept(
                                    Base64.getDecoder().decode(salt),
                                    Base64.getDecoder().decode(hash)),
                            null,
                            null,
                            new ArrayList<>()));
        }
    }

    /// Ends the old secret now. Connections that were opened with it stay; new log-ins are refused.
    ApiKey retire(Tenant tenant, String id) {
        List<Outbox.Change> changes = new ArrayList<>();
        ApiKey retired = transactions.in(tenant, () -> {
            ApiKey key = locked(tenant, id);
            Instant until = key.retiringUntil(Instant.now());
            if (until == null) {
                return key;
            }
            audit.record(
                    tenant,
                    Change.of(id, key.displayName())
                            .at(key.lkc())
                            .field("old_secret_works_until", until.toString(), null));
            return tell(tenant, key, new Kept(key.salt(), key.hash()), null, null, changes);
        });
        if (!outbox.awaitPublished(tenant, changes, Outbox.PATIENCE)) {
            throw Refusal.unavailable("The end of the old secret is recorded, but the cell has not acknowledged it yet;"
                    + " it will as soon as it is back. Asking again is safe.");
        }
        return retired;
    }

    private ApiKey locked(Tenant tenant, String id) {
        return keys.lock(tenant.organizationId(), id)
                .filter(key -> key.status().equals(ApiKey.ACTIVE))
                .orElseThrow(() -> Refusal.notFound("API key", id));
    }

    private ApiKey tell(
            Tenant tenant,
            ApiKey key,
            Kept secret,
            @Nullable Kept retiring,
            @Nullable Instant retiresAt,
            List<Outbox.Change> changes) {
        ApiKey changed = keys.changeSecret(
                tenant.organizationId(),
                key.id(),
                secret.salt(),
                secret.hash(),
                retiring == null ? null : Base64.getEncoder().encodeToString(retiring.salt()),
                retiring == null ? null : Base64.getEncoder().encodeToString(retiring.hash()),
                retiresAt,
                key.isCloudKey() ? key.version() : key.version() + 1);
        if (!changed.isCloudKey()) {
            changes.add(outbox.add(
                    tenant, KeyRevocations.KIND, key.id(), changed.version(), changed.desired(changed.role(), null)));
        }
        return changed;
    }
}
