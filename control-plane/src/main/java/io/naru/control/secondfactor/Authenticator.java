package io.naru.control.secondfactor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/// Codes as authenticator apps make them: TOTP by RFC 6238 with SHA-1, six digits, steps of 30 seconds. All apps know
/// these; few know others.
final class Authenticator {
    private static final int SECRET_BYTES = 20;
    private static final long STEP_SECONDS = 30;

    /// A clock may be one step early or late, and a code may be typed in the step before it arrives.
    private static final long STEPS_OFF = 1;

    private static final String ISSUER = "Naru";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

    /// A new secret, in Base32 as it is typed into an app.
    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Base32().encodeToString(secret);
    }

    /// What a QR code says to an app (the key URI format of Google Authenticator, which all read).
    static String uri(String secret, String email) {
        return "otpauth://totp/" + ISSUER + ":" + encoded(email) + "?secret=" + secret + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=6&period=" + STEP_SECONDS;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The step whose code this is, if it is one of now.
    OptionalLong stepOf(String secret, String code, Instant now) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        SecretKeySpec key = new SecretKeySpec(new Base32().decode(secret), generator.getAlgorithm());
        byte[] presented = code.getBytes(StandardCharsets.UTF_8);
        return LongStream.rangeClosed(current - STEPS_OFF, current + STEPS_OFF)
                .filter(step -> MessageDigest.isEqual(codeAt(key, step).getBytes(StandardCharsets.UTF_8), presented))
                .findFirst();
    }

    private String codeAt(SecretKeySpec key, long step) {
        try {
            return generator.generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP_SECONDS));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
