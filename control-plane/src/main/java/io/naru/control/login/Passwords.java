package io.naru.control.login;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What people choose, kept as Argon2id (RFC 9106) with 19 MiB, two passes and one lane. Few run at a
/// time: each takes its memory.
@Singleton
public class Passwords {
    public static final int SHORTEST = 10;
    public static final int LONGEST = 200;
    private static final int AT_A_TIME = 4;
    private static final int SALT_BYTES = 16;
    private static final int WAIT_SECONDS = 5;

    private final Argon2Function argon2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final String nobodys;

    Passwords() {
        this.nobodys = Password.hash("the password of nobody")
                .addRandomSalt(SALT_BYTES)
                .with(argon2)
                .getResult();
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
