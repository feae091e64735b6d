package io.naru.e2e.browser;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.naru.e2e.tenant.Disclosed;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/// What a person has on their phone: it shows the six digits that belong to a secret and the time.
public final class AuthenticatorApp {
    private static final long STEP_SECONDS = 30;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final SecretKeySpec key;
    private long lastStep;

    /// @param secret in Base32, as the console shows it
    public AuthenticatorApp(String secret) {
        key = new SecretKeySpec(new Base32().decode(Disclosed.remember(secret)), generator.getAlgorithm());
    }

    /// A code that was not shown before. The second one is of a phone whose clock is half a minute fast, which is
    /// allowed; a third is too early.
    public String freshCode() {
        lastStep = Math.max(lastStep + 1, Instant.now().getEpochSecond() / STEP_SECONDS);
        return shownCode();
    }

    /// The one that was shown last.
    public String shownCode() {
        try {
            return generator.generateOneTimePasswordString(key, Instant.ofEpochSecond(lastStep * STEP_SECONDS));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
