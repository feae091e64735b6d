package io.naru.control.login;

import io.naru.control.access.Caller;
import java.util.Optional;

/// Recognises a program by an API key. The keys' own feature does it.
public interface KeyAuthenticator {
    /// Looks a key up and compares its secret.
    ///
    /// @return nobody for an unknown key, a wrong secret, and a key that is revoked or expired
    Optional<Caller> authenticate(String keyId, String secret, String address);
}
