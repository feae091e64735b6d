package io.naru.control.ratelimit;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.naru.control.access.Caller;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.CallerAddress;
import io.naru.control.http.Refusal;
import io.naru.control.ratelimit.RateWindowRepository.Window;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Limits on how often something may be tried. An answer says which it counted to and what is left of them.
@Singleton
public class RateLimits {
    /// So many calls in such a time.
    ///
    /// @param name first word of the bucket, and the policy's name in headers
    public record Limit(String name, int calls, Duration window, String what) {}

    public static final Limit LOGINS_OF_AN_ADDRESS =
            new Limit("login-email", 20, Duration.ofMinutes(5), "log-ins to one account");
    public static final Limit LOGINS_FROM_A_HOST =
            new Limit("login-host", 600, Duration.ofMinutes(5), "log-ins from one address");

    public static final Limit CODES_OF_A_PERSON =
            new Limit("code-person", 10, Duration.ofMinutes(5), "codes of one person");

    public static final Limit PROVIDER_TESTS_OF_AN_ORGANIZATION = new Limit(
            "provider-test", 60, Duration.ofMinutes(10), "calls to the identity provider of one organization");

    public static final Limit LINKS_FROM_A_HOST = new Limit(
            "link-host", 300, Duration.ofMinutes(10), "calls for or with the link of a mail from one address");
    public static final Limit RESETS_OF_AN_ADDRESS =
            new Limit("reset-email", 5, Duration.ofHours(1), "links for a new password to one address");
    public static final Limit CONFIRMATIONS_OF_A_PERSON =
            new Limit("confirm-person", 5, Duration.ofHours(1), "links that confirm an address of one person");

    public static final Limit INVITATIONS_OF_AN_ORGANIZATION =
            new Limit("invite-organization", 200, Duration.ofHours(1), "invitations of one organization");
    public static final Limit INVITATIONS_TO_AN_ADDRESS =
            new Limit("invite-email", 20, Duration.ofHours(1), "invitations to one address");
    public static final Limit SENDINGS_OF_AN_INVITATION =
            new Limit("invite-again", 5, Duration.ofHours(1), "sendings of one invitation");

    private final RateWindowRepository windows;
    private final TenantTransactions transactions;
    private final Portions portions = new Portions();
    private final Limit signUps;
    private final Limit ofKey;
    private final Limit ofSession;

    RateLimits(
            RateWindowRepository windows,
            TenantTransactions transactions,
            @Value("${naru.sign-ups-of-address-in-10-minutes:200}") int signUpsOfAddress,
            @Value("${naru.calls-of-key-in-10-seconds:1000}") int callsOfKey,
            @Value("${naru.calls-of-session-in-10-seconds:1000}") int callsOfSession) {
        this.windows = windows;
        this.transactions = transactions;
        this.signUps = new Limit("signup", signUpsOfAddress, Duration.ofMinutes(10), "sign-ups from one address");
        this.ofKey = new Limit("key", callsOfKey, Duration.ofSeconds(10), "calls with one key");
        this.ofSession = new Limit("session", callsOfSession, Duration.ofSeconds(10), "calls in one session");
    }

    /// Counts a call of somebody who was recognised.
    public void take(HttpRequest<?> request, Caller caller) {
        Limit limit = caller.kind() == Caller.Kind.SESSION ? ofSession : ofKey;
        Window window = portions.of(limit.name() + ":" + caller.credential())
                .take(calls -> count(limit, caller.credential(), calls), limit.calls());
        RateLimitHeaders.tell(request, limit, window);
        refuse(limit, window);
    }

    /// Counts a sign-up from the address that a request comes from.
    public void takeSignUp(HttpRequest<?> request) {
        takeOfHost(signUps, request);
    }

    /// Counts one call, and lets the answer say so.
    public void take(HttpRequest<?> request, Limit limit, String who) {
        Window window = count(limit, who, 1);
        RateLimitHeaders.tell(request, limit, window);
        refuse(limit, window);
    }

    /// As [#take], for the address that a request comes from.
    public void takeOfHost(Limit limit, HttpRequest<?> request) {
        take(request, limit, CallerAddress.textOf(request));
    }

    /// Counts one call and refuses it when the limit is passed. Refused calls count too, but do not
    /// lengthen the window. The answer says nothing of it: who calls may not be whom it is about.
    public void take(Limit limit, String who) {
        refuse(limit, count(limit, who, 1));
    }

    private Window count(Limit limit, String who, int calls) {
        return transactions.anonymously(() ->
                windows.count(limit.name() + ":" + who, (double) limit.window().toSeconds(), calls));
    }

    private static void refuse(Limit limit, Window window) {
        if (window.used() > limit.calls()) {
            throw Refusal.rateLimited(
                    "At most " + limit.calls() + " " + limit.what() + " are allowed in "
                            + limit.window().toSeconds() + " seconds. Try again later.",
                    Duration.ofSeconds((long) Math.ceil(window.remainingSeconds())));
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
