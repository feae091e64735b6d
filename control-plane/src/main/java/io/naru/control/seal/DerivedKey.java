package io.naru.control.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keys of 256 bits for one purpose each, from the one secret that all instances share (HMAC-SHA-256, as in NIST
/// SP 800-108): none tells another, nor the secret.
public final class DerivedKey {
    private DerivedKey() {}

    public static byte[] of(String sharedSecret, String purpose) {
        return of(sharedSecret.strip().getBytes(StandardCharsets.UTF_8), purpose);
    }

    public static byte[] of(byte[] key, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256", e);
        }
    }
}
