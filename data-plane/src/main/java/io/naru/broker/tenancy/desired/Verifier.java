package io.naru.broker.tenancy.desired;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a secret is checked against: SHA-256 over salt and secret. A slow hash is for what people choose; these secrets
/// are 384 random bits.
///
/// @param validUntilMs the end of its time during a rotation; [Long#MAX_VALUE] for no end
public record Verifier(byte[] salt, byte[] hash, long validUntilMs) {
    static final String ALGORITHM = "SHA-256";

    /// Matches no secret, and takes as long as any other to say so.
    public static final Verifier NONE = new Verifier(new byte[16], new byte[32], 0);

    public static byte[] hash(byte[] salt, String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance(ALGORITHM);
            digest.update(salt);
            return digest.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /// Compares in constant time.
    public boolean matches(String secret, long nowMs) {
        boolean equal = MessageDigest.isEqual(hash(salt, secret), hash);
        return equal && nowMs < validUntilMs;
    }
}
