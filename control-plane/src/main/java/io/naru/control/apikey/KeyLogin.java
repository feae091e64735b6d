package io.naru.control.apikey;

import io.naru.control.access.Caller;
import io.naru.control.access.Grant;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Actor;
import io.naru.control.audit.Refusals;
import io.naru.control.database.TenantTransactions;
import io.naru.control.login.KeyAuthenticator;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recognises a key that came over HTTP. The work is the same for a key that does not exist.
@Singleton
class KeyLogin implements KeyAuthenticator {
    private static final int LONGEST = 200;

    private final KeyLoginRepository logins;
    private final ApiKeyRepository keys;
    private final TenantTransactions transactions;
    private final Refusals refusals;
    private final byte[] nobodysSalt = Secret.salt();
    private final byte[] nobodysHash = Secret.hash(nobodysSalt, Secret.next());

    KeyLogin(KeyLoginRepository logins, ApiKeyRepository keys, TenantTransactions transactions, Refusals refusals) {
        this.logins = logins;
        this.keys = keys;
        this.transactions = transactions;
        this.refusals = refusals;
    }

    @Override
    public Optional<Caller> authenticate(String keyId, String secret, String address) {
        if (keyId.length() > LONGEST || secret.length() > LONGEST || keyId.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Optional<KeyLoginRepository.Row> found = transactions.presenting(keyId, () -> logins.findPresented(keyId));
        boolean matches = Secret.matches(
                found.map(KeyLoginRepository.Row::salt).orElse(nobodysSalt),
                found.map(KeyLoginRepository.Row::hash).orElse(nobodysHash),
                secret);
        boolean retiring = found.filter(
                        key -> ApiKey.takesRetiring(key.retiringSalt(), key.retiringHash(), key.retiresAt(), secret))
                .isPresent();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        KeyLoginRepository.Row key = found.get();
        Tenant tenant = new Tenant(key.organizationId());
        boolean right = matches || retiring;
        if (!right || isExpired(key.expiresAt())) {
            refusals.add(
                    refused(tenant, key, address, right ? "The key has expired." : "The secret is not this key's."));
            return Optional.empty();
        }
        transactions.in(tenant, () -> {
            keys.used(tenant.organizationId(), keyId, address);
            return true;
        });
        return Optional.of(new Caller(
                tenant,
                key.principal(),
                Grant.list(key.grants()),
                key.lkc() == null ? Caller.Kind.CLOUD_KEY : Caller.Kind.CLUSTER_KEY,
                key.id(),
                key.lkc(),
                key.role() == null ? key.principal() : key.id()));
    }

    private static Refusals.Refused refused(Tenant tenant, KeyLoginRepository.Row key, String address, String reason) {
        Actor actor = new Actor(key.principal(), null, Actor.Kind.NONE, key.id());
        return new Refusals.Refused(
                tenant, actor, address, "api_key.authenticate", key.id(), key.lkc(), "unauthenticated", reason, null);
    }

    private static boolean isExpired(@Nullable Instant expiresAt) {
        return expiresAt != null && !expiresAt.isAfter(Instant.now());
    }
}
