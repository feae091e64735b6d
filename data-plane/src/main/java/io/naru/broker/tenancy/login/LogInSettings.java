package io.naru.broker.tenancy.login;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/// What the configuration says about who may enter.
///
/// @param cellId what a token's `aud` must be
/// @param cellSecret opens the system listener; null: nobody enters there with a password
/// @param tokenRootKey the Ed25519 key that signs tokens and token keys; null: no token is accepted
public record LogInSettings(
        String cellId,
        @Nullable String cellSecret,
        @Nullable PublicKey tokenRootKey) {
    @Override
    public String toString() {
        return "LogInSettings[cellId=" + cellId + "]";
    }
}
