package io.naru.broker.tenancy.login;

import io.naru.broker.tenancy.Principal;
import org.jspecify.annotations.Nullable;

/// Remembers log-ins for the owners of keys and for the operator. Called from many threads; must not block.
public interface LogInLedger {
    /// Somebody was let in.
    ///
    /// @param atMs milliseconds since the epoch
    void accepted(Principal principal, String address, long atMs);

    /// Somebody was not let in.
    ///
    /// @param keyId the API key that was tried, null if there is no such key or it was a token
    /// @param atMs milliseconds since the epoch
    void refused(@Nullable String keyId, RefusalReason reason, String address, long atMs);
}
