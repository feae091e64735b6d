package io.naru.control.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Secrets of keys: 48 random bytes as 64 characters of base64url. A plain salted hash is enough for 384 random bits.
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 48;
    private static final int SALT_BYTES = 16;

    private Secret() {}

    static String next() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
    }

    static byte[] salt() {
        return random(SALT_BYTES);
    }

    static byte[] hash(byte[] salt, String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256", e);
        }
    }

    /// Takes the same time wherever the two differ.
    static boolean matches(byte[] salt, byte[] hash, String secret) {
        return MessageDigest.isEqual(hash, hash(salt, secret));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
