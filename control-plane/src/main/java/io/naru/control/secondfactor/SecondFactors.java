package io.naru.control.secondfactor;

import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.Refusal;
import io.naru.control.ratelimit.RateLimits;
import io.naru.control.seal.SealKey;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What is asked for besides a password.
@Singleton
public class SecondFactors {
    /// A recovery code with its hyphens, and some blanks around it.
    public static final int LONGEST_CODE = 40;

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_CHARACTERS = 24;

    /// A secret for an authenticator app.
    public record Begun(String secret, String uri) {}

    private final SecondFactorRepository factors;
    private final SealKey seal;
    private final RateLimits limits;
    private final TenantTransactions transactions;
    private final Authenticator authenticator = new Authenticator();

    SecondFactors(SecondFactorRepository factors, SealKey seal, RateLimits limits, TenantTransactions transactions) {
        this.factors = factors;
        this.seal = seal;
        this.limits = limits;
        this.transactions = transactions;
    }

    public boolean isOn(String person) {
        return transactions.presenting(
                person,
                () -> factors.find(person)
                        .filter(row -> row.confirmedAt() != null)
                        .isPresent());
    }

    /// A new secret, which is asked for once a code of it was confirmed.
    public Begun begin(String person, String email) {
        String secret = Authenticator.newSecret();
        transactions.presenting(person, () -> {
            if (isOn(person)) {
                throw Refusal.conflict("second_factor_on", "A second factor is on already. Turn it off first.");
            }
            factors.begin(person, seal.sealed(secret));
            return true;
        });
        return new Begun(secret, Authenticator.uri(secret, email));
    }

    /// Turns it on by a code of the new secret.
    ///
    /// @return recovery codes, which nobody can read again
    public List<String> confirm(String person, String code) {
        limits.take(RateLimits.CODES_OF_A_PERSON, person);
        return transactions.presenting(person, () -> {
            SecondFactorRepository.Row row = factors.find(person)
                    .filter(found -> found.confirmedAt() == null)
                    .orElseThrow(() -> Refusal.conflict(
                            "second_factor_not_begun",
                            "There is no second factor to confirm. Begin with a new secret."));
            if (!takesCode(row, code) || factors.confirm(person) == 0) {
                throw wrong();
            }
            factors.tell(person, true);
            return newRecoveryCodes(person);
        });
    }

    /// Refuses a code that is neither one of the authenticator's now nor a recovery code, or was taken
    /// before.
    public void require(String person, String code) {
        limits.take(RateLimits.CODES_OF_A_PERSON, person);
        boolean right = transactions.presenting(
                person,
                () -> factors.find(person)
                        .filter(row -> row.confirmedAt() != null)
                        // The recovery codes first: they still open when the authenticator's secret cannot be read.
                        .filter(row -> factors.takeRecoveryCode(person, hash(code)) > 0 || takesCode(row, code))
                        .isPresent());
        if (!right) {
            throw wrong();
        }
    }

    public List<String> renewRecoveryCodes(String person) {
        return transactions.presenting(person, () -> newRecoveryCodes(person));
    }

    public void turnOff(String person) {
        transactions.presenting(person, () -> {
            factors.removeRecoveryCodes(person);
            factors.remove(person);
            factors.tell(person, false);
            return true;
        });
    }

    private boolean takesCode(SecondFactorRepository.Row row, String code) {
        OptionalLong step = authenticator.stepOf(seal.opened(row.secret()), code.strip(), Instant.now());
        return step.isPresent() && factors.take(row.accountId(), step.getAsLong()) > 0;
    }

    private List<String> newRecoveryCodes(String person) {
        List<String> codes = Stream.generate(() -> grouped(Ids.capitals(RECOVERY_CHARACTERS)))
                .limit(RECOVERY_CODES)
                .toList();
        factors.removeRecoveryCodes(person);
        codes.forEach(code -> factors.addRecoveryCode(person, hash(code)));
        return codes;
    }

    private static String grouped(String code) {
        return String.join("-", code.split("(?<=\\G.{4})"));
    }

    /// They are random enough (120 bits) that a plain hash keeps them.
    private static String hash(String code) {
        String plain = code.strip().replace("-", "").toUpperCase(Locale.ROOT);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Refusal wrong() {
        return Refusal.field("/code", "code is not one of your authenticator's now, nor a recovery code that is left.");
    }
}
