package io.naru.control.login;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What people choose, kept as Argon2id (RFC 9106) with 19 MiB, two passes and one lane. Few run at a
/// time: each takes its memory.
@Singleton
public class Passwords {
    public static final int SHORTEST = 10;
    public static final int LONGEST = 200;
    private static final int AT_A_TIME = 4;
    private static final int SALT_BYTES = 16;
    private static final int WAIT_SECONDS = 5;

    /// Enough against whoever tries at the pace that log-ins are let through; below are the common ones.
    private static final double LEAST_GUESSES_LOG10 = 8;

    /// What is behind makes a password no weaker, but its rating slow.
    private static final int RATED_CHARACTERS = 64;

    private final Argon2Function argon2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final String nobodys;

    Passwords() {
        this.nobodys = Password.hash("the password of nobody")
                .addRandomSalt(SALT_BYTES)
                .with(argon2)
                .getResult();
    }

    /// Reads a password that somebody chooses. Common ones, and those made of what is known about the person, are
    /// refused: whoever attacks tries them first.
    ///
    /// @param known about the person: address, names
    public String chosen(JsonInput input, String name, String... known) {
        String password = input.text(name, SHORTEST, LONGEST);
        String rated = password.substring(0, Math.min(password.length(), RATED_CHARACTERS));
        double guesses = permitted(
                () -> Rating.ZXCVBN.measure(rated, Rating.wordsOf(known)).getGuessesLog10());
        if (guesses < LEAST_GUESSES_LOG10) {
            throw Refusal.field(
                    input.pointer(name),
                    name
                            + " would be guessed quickly. Take three or four words that have nothing to do with each other.");
        }
        return password;
    }

    /// Its lists of words take some megabytes, so nobody loads them before the first password is chosen.
    private static final class Rating {
        private static final Zxcvbn ZXCVBN = new Zxcvbn();

        private static List<String> wordsOf(String... known) {
            return Stream.concat(
                            Stream.of("naru"),
                            Arrays.stream(known)
                                    .flatMap(text -> Stream.concat(
                                            Stream.of(text), Arrays.stream(text.split("[^\\p{L}\\p{N}]+")))))
                    .filter(word -> word.length() > 2)
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    public String hash(String password) {
        return permitted(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult());
    }

    /// Takes the same time whether there is a hash or not.
    public boolean matches(String password, Optional<String> hash) {
        return permitted(() -> {
            boolean equal = Password.check(password, hash.orElse(nobodys)).with(argon2);
            return equal && hash.isPresent();
        });
    }

    private <T> T permitted(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw Refusal.unavailable("Too many people log in at this moment. Try again in a few seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("The server is stopping.");
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
