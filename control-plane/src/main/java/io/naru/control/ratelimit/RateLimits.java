package io.naru.control.ratelimit;

import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Limits on how often something may be tried.
@Singleton
public class RateLimits {
    /// So many calls in such a time.
    ///
    /// @param name first word of the bucket
    public record Limit(String name, int calls, Duration window, String what) {}

    public static final Limit SIGN_UPS = new Limit("signup", 200, Duration.ofMinutes(10), "sign-ups from one address");
    public static final Limit LOGINS_OF_AN_ADDRESS =
            new Limit("login-email", 20, Duration.ofMinutes(5), "log-ins to one account");
    public static final Limit LOGINS_FROM_A_HOST =
            new Limit("login-host", 600, Duration.ofMinutes(5), "log-ins from one address");
    public static final Limit CALLS_OF_A_KEY = new Limit("key", 1000, Duration.ofSeconds(10), "calls with one key");

    private final RateWindowRepository windows;
    private final TenantTransactions transactions;

    RateLimits(RateWindowRepository windows, TenantTransactions transactions) {
        this.windows = windows;
        this.transactions = transactions;
    }

    /// Counts one call and refuses it when the limit is passed. Refused calls count too, but do not lengthen the
    /// window.
    public void take(Limit limit, String who) {
        var window = transactions.anonymously(() ->
                windows.count(limit.name() + ":" + who, (double) limit.window().toSeconds()));
        if (window.used() > limit.calls()) {
            throw Refusal.rateLimited(
                    "At most " + limit.calls() + " " + limit.what() + " are allowed in "
                            + limit.window().toSeconds() + " seconds. Try again later.",
                    Duration.ofMillis((long) (window.remainingSeconds() * 1000)));
        }
    }

    /// Forgets windows long over.
    public void prune() {
        transactions.anonymously(() -> {
            windows.prune();
            return true;
        });
    }
}
