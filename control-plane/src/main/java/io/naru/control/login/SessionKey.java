package io.naru.control.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret under the session's tokens, the same on all instances because it is derived from the key they share.
public final class SessionKey {
    private static final int CSRF_BYTES = 18;

    private final byte[] key;

    private SessionKey(byte[] key) {
        this.key = key;
    }

    public static SessionKey derivedFrom(String sharedSecret) {
        byte[] root = sharedSecret.strip().getBytes(StandardCharsets.UTF_8);
        return new SessionKey(mac(root, "naru session key 1"));
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(key);
    }

    byte[] bytes() {
        return key.clone();
    }

    /// The CSRF token of a session. Nobody who cannot read the API's answers can know it.
    String csrfToken(String sessionId) {
        byte[] token = Arrays.copyOf(mac(key, "csrf " + sessionId), CSRF_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256", e);
        }
    }
}
