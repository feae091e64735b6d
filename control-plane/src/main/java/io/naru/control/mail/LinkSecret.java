package io.naru.control.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// What only the reader of a mail knows: 32 random bytes, as base64url. It stands behind the `#` of its link, where no
/// server and no log sees it, and is kept as its hash alone.
public record LinkSecret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    public static LinkSecret next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new LinkSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// SHA-256 in hex. A slow hash is for what people choose.
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256", e);
        }
    }

    /// The address of a page of the console that reads it.
    public String at(String page) {
        return page + "#token=" + text;
    }

    @Override
    public String toString() {
        return "LinkSecret";
    }
}
