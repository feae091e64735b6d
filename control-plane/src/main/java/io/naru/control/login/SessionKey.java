package io.naru.control.login;

import io.naru.control.seal.DerivedKey;
import java.util.Arrays;
import java.util.Base64;

/// The secret under the session's tokens, the same on all instances because it is derived from the key they share.
public final class SessionKey {
    private static final int CSRF_BYTES = 18;

    private final byte[] key;

    private SessionKey(byte[] key) {
        this.key = key;
    }

    public static SessionKey derivedFrom(String sharedSecret) {
        return new SessionKey(DerivedKey.of(sharedSecret, "naru session key 1"));
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(key);
    }

    byte[] bytes() {
        return key.clone();
    }

    /// The CSRF token of a session. Nobody who cannot read the API's answers can know it.
    String csrfToken(String sessionId) {
        byte[] token = Arrays.copyOf(DerivedKey.of(key, "csrf " + sessionId), CSRF_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
