package io.naru.broker.tenancy.login;

import io.naru.broker.environment.Clock;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.AuthenticationResult.Accepted;
import io.naru.broker.tenancy.AuthenticationResult.Refused;
import io.naru.broker.tenancy.AuthenticationResult.Unavailable;
import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.PeerInfo;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.desired.ApiKey;
import io.naru.broker.tenancy.desired.DesiredFollower;
import io.naru.broker.tenancy.desired.DesiredState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets in whoever proves a key, a token or the cell's secret. Looks first, and only before a refusal asks whether
/// there is anything newer to look at.
final class LogIns implements Authentication {
    private static final String KEY_REFUSED = "Authentication failed: the API key or its secret is not valid.";
    private static final String CELL_REFUSED = "Authentication failed: the system listener is for the cell itself.";
    private static final String CLUSTER_REFUSED = "Authentication failed: the token's logical cluster is not there.";

    /// Secrets have 64 characters; a longer one is wrong without being hashed.
    private static final int LONGEST_SECRET = 256;

    private final Clock clock;
    private final DesiredFollower follower;
    private final TokenVerifier tokens;
    private final byte @Nullable [] cellSecret;
    private final LogInLedger ledger;
    private final FailedLogIns failures = new FailedLogIns();
    private final DelayedAnswers delayed;

    LogIns(Clock clock, DesiredFollower follower, LogInSettings settings, LogInLedger ledger, DelayedAnswers delayed) {
        this.clock = clock;
        this.follower = follower;
        this.tokens = new TokenVerifier(settings.cellId(), settings.tokenRootKey());
        this.cellSecret = settings.cellSecret() == null ? null : utf8(settings.cellSecret());
        this.ledger = ledger;
        this.delayed = delayed;
    }

    /// What one look at the evidence gave.
    private sealed interface Finding {
        record Proven(Principal principal, long sessionLifetimeMs) implements Finding {}

        /// @param mayChange whether newer desired state could make it good
        record Failed(
                RefusalReason reason,
                String reasonForClient,
                @Nullable String keyId,
                boolean mayChange) implements Finding {}
    }

    @Override
    public void plain(String user, String secret, PeerInfo peer, Consumer<AuthenticationResult> then) {
        switch (peer.entrance()) {
            case SYSTEM -> decide(() -> examineCell(user, secret), peer, then);
            case CLIENT -> decide(() -> examineKey(user, secret), peer, then);
        }
    }

    @Override
    public void oauthBearer(String token, PeerInfo peer, Consumer<AuthenticationResult> then) {
        decide(() -> examineToken(token), peer, then);
    }

    private void decide(Supplier<Finding> examine, PeerInfo peer, Consumer<AuthenticationResult> then) {
        switch (examine.get()) {
            case Finding.Proven proven -> accept(proven, peer, then);
            case Finding.Failed failed
            when failed.mayChange() ->
                follower.barrier(outcome -> {
                    if (outcome == BarrierOutcome.TIMED_OUT) {
                        then.accept(new Unavailable());
                    } else {
                        decideForGood(examine.get(), peer, then);
                    }
                });
            case Finding.Failed failed -> refuse(failed, peer, then);
        }
    }

    private void decideForGood(Finding finding, PeerInfo peer, Consumer<AuthenticationResult> then) {
        switch (finding) {
            case Finding.Proven proven -> accept(proven, peer, then);
            case Finding.Failed failed -> refuse(failed, peer, then);
        }
    }

    private void accept(Finding.Proven proven, PeerInfo peer, Consumer<AuthenticationResult> then) {
        if (follower.isIsolated() && !proven.principal().isSystem()) {
            then.accept(new Unavailable());
            return;
        }
        ledger.accepted(proven.principal(), peer.address(), clock.wallMs());
        then.accept(new Accepted(proven.principal(), proven.sessionLifetimeMs()));
    }

    private void refuse(Finding.Failed failed, PeerInfo peer, Consumer<AuthenticationResult> then) {
        ledger.refused(failed.keyId(), failed.reason(), peer.address(), clock.wallMs());
        delayed.after(
                failures.delayNanos(peer.address(), clock.nanos()),
                () -> then.accept(new Refused(failed.reasonForClient())));
    }

    private Finding examineCell(String user, String secret) {
        byte[] expected = cellSecret == null ? new byte[0] : cellSecret;
        boolean fits = MessageDigest.isEqual(expected, utf8(secret));
        return fits && user.equals(Principal.CELL.name()) && expected.length > 0
                ? new Finding.Proven(Principal.CELL, 0)
                : new Finding.Failed(RefusalReason.WRONG_DOOR, CELL_REFUSED, null, false);
    }

    private Finding examineKey(String keyId, String secret) {
        DesiredState state = follower.state();
        long nowMs = clock.wallMs();
        ApiKey key = state.apiKeys().get(keyId);
        boolean fits = secret.length() <= LONGEST_SECRET;
        boolean matches = ApiKey.matches(fits ? key : null, fits ? secret : "", nowMs);
        if (key == null) {
            return new Finding.Failed(RefusalReason.UNKNOWN_KEY, KEY_REFUSED, null, true);
        }
        RefusalReason reason = objection(key, matches, state, nowMs);
        return reason == null
                ? new Finding.Proven(new Principal(key.cluster(), key.principal(), key.id()), 0)
                : new Finding.Failed(reason, KEY_REFUSED, keyId, true);
    }

    private static @Nullable RefusalReason objection(ApiKey key, boolean matches, DesiredState state, long nowMs) {
        if (!matches) {
            return RefusalReason.WRONG_SECRET;
        }
        if (key.status() != ApiKey.Status.ACTIVE) {
            return RefusalReason.REVOKED;
        }
        if (!key.isUsable(nowMs)) {
            return RefusalReason.EXPIRED;
        }
        return state.isActive(key.cluster()) ? null : RefusalReason.CLUSTER_NOT_ACTIVE;
    }

    private Finding examineToken(String token) {
        DesiredState state = follower.state();
        long nowMs = clock.wallMs();
        return switch (tokens.verify(token, state, nowMs)) {
            case TokenVerifier.Verdict.Bogus it -> badToken(it.why(), false);
            case TokenVerifier.Verdict.UnknownKey it -> badToken(it.why(), true);
            case TokenVerifier.Verdict.Genuine it ->
                state.isActive(it.principal().cluster())
                        ? new Finding.Proven(it.principal(), Math.max(1_000, it.expiresMs() - nowMs))
                        : new Finding.Failed(RefusalReason.CLUSTER_NOT_ACTIVE, CLUSTER_REFUSED, null, true);
        };
    }

    private static Finding badToken(String why, boolean mayChange) {
        return new Finding.Failed(RefusalReason.BAD_TOKEN, "Authentication failed: " + why, null, mayChange);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
