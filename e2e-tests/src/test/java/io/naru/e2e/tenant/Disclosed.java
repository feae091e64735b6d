package io.naru.e2e.tenant;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Every secret that the system told a customer, or a customer the system, in any story of this run.
public final class Disclosed {
    private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

    private Disclosed() {}

    public static String remember(String secret) {
        SECRETS.add(secret);
        return secret;
    }

    public static Collection<String> all() {
        return Set.copyOf(SECRETS);
    }
}
