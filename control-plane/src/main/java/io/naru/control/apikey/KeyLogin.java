package io.naru.control.apikey;

import io.naru.control.access.Caller;
import io.naru.control.access.Role;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.login.KeyAuthenticator;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/// Recognises a key that came over HTTP. The work is the same for a key that does not exist.
@Singleton
class KeyLogin implements KeyAuthenticator {
    private static final int LONGEST = 200;

    private final ApiKeyRepository keys;
    private final TenantTransactions transactions;
    private final byte[] nobodysSalt = Secret.salt();
    private final byte[] nobodysHash = Secret.hash(nobodysSalt, Secret.next());

    KeyLogin(ApiKeyRepository keys, TenantTransactions transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    @Override
    public Optional<Caller> authenticate(String keyId, String secret, String address) {
        if (keyId.length() > LONGEST || secret.length() > LONGEST || keyId.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Optional<ApiKey> found = transactions.presenting(keyId, () -> keys.findPresented(keyId));
        boolean matches = Secret.matches(
                found.map(ApiKey::salt).orElse(nobodysSalt),
                found.map(ApiKey::hash).orElse(nobodysHash),
                secret);
        if (!matches || found.isEmpty() || found.get().isExpired(Instant.now())) {
            return Optional.empty();
        }
        ApiKey key = found.get();
        Tenant tenant = new Tenant(key.organizationId());
        transactions.in(tenant, () -> {
            keys.used(tenant.organizationId(), keyId, address);
            return true;
        });
        return Optional.of(new Caller(
                tenant,
                key.principal(),
                Optional.ofNullable(key.role()).flatMap(Role::of).orElse(null),
                key.isCloudKey() ? Caller.Kind.CLOUD_KEY : Caller.Kind.CLUSTER_KEY,
                key.id(),
                key.lkc()));
    }
}
