package io.naru.broker.metrics;

import io.naru.broker.environment.Clock;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.login.LogInLedger;
import io.naru.broker.tenancy.login.RefusalReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// When API keys were last used and why they were refused, for their owners; refusals in total, for the operator. Only
/// keys that exist get an entry: guessing ids fills nothing. Safe for any thread.
public final class KeyLedger implements LogInLedger {
    private static final int MOST_KEYS = 100_000;

    /// Last use is as exact as that; a key in steady use is not written to at every request.
    private static final long USE_GRANULARITY_MS = 1_000;

    private static final int LONGEST_CLIENT_ID = 255;

    private final Clock clock;
    private final Map<String, KeyUse> keys = new ConcurrentHashMap<>();
    private final Map<RefusalReason, LongAdder> refusals = new EnumMap<>(RefusalReason.class);
    private final LongAdder accepted = new LongAdder();

    public KeyLedger(Clock clock) {
        this.clock = clock;
        for (RefusalReason reason : RefusalReason.values()) {
            refusals.put(reason, new LongAdder());
        }
    }

    /// A refusal as its owner reads it.
    ///
    /// @param atMs milliseconds since the epoch
    record Refusal(long atMs, String reason, String address) {}

    /// One key; `published` belongs to the publisher.
    static final class KeyUse {
        final LongAdder refused = new LongAdder();
        final Published published = new Published();
        /// Milliseconds since the epoch, 0 for never.
        volatile long lastUsedMs;

        volatile @Nullable String lastUsedFrom;
        volatile @Nullable String lastClientId;
        volatile @Nullable Refusal lastRefusal;

        /// Where the key was last tried from, in vain or not.
        @Nullable
        String lastAddress() {
            Refusal refusal = lastRefusal;
            return refusal != null && refusal.atMs() > lastUsedMs ? refusal.address() : lastUsedFrom;
        }
    }

    @Override
    public void accepted(Principal principal, String address, long atMs) {
        accepted.increment();
        if (principal.tokenKid().isEmpty() && !principal.isSystem()) {
            KeyUse use = entry(principal.credential());
            if (use != null) {
                use.lastUsedMs = atMs;
                use.lastUsedFrom = address;
            }
        }
    }

    @Override
    public void refused(@Nullable String keyId, RefusalReason reason, String address, long atMs) {
        LongAdder count = refusals.get(reason);
        if (count != null) {
            count.increment();
        }
        KeyUse use = keyId == null ? null : entry(keyId);
        if (use != null) {
            use.refused.increment();
            use.lastRefusal = new Refusal(atMs, reason.label(), address);
        }
    }

    /// A request came on a connection that was opened with this credential.
    ///
    /// @param clientId what the client calls itself
    void used(String credential, String clientId) {
        KeyUse use = keys.get(credential);
        if (use != null) {
            if (!clientId.equals(use.lastClientId)) {
                use.lastClientId = clientId.substring(0, Math.min(LONGEST_CLIENT_ID, clientId.length()));
            }
            long nowMs = clock.wallMs();
            if (nowMs - use.lastUsedMs >= USE_GRANULARITY_MS) {
                use.lastUsedMs = nowMs;
            }
        }
    }

    Map<String, KeyUse> keys() {
        return keys;
    }

    void writeTo(PrometheusText text) {
        text.describe("naru_logins_accepted_total", PrometheusText.Type.COUNTER, "Log-ins accepted.");
        text.sample("naru_logins_accepted_total", "", accepted.sum());
        text.describe("naru_logins_refused_total", PrometheusText.Type.COUNTER, "Log-ins refused, by reason.");
        refusals.forEach((reason, count) ->
                text.sample("naru_logins_refused_total", "reason=\"" + reason.label() + '"', count.sum()));
    }

    private @Nullable KeyUse entry(String keyId) {
        KeyUse use = keys.get(keyId);
        return use != null || keys.size() >= MOST_KEYS ? use : keys.computeIfAbsent(keyId, id -> new KeyUse());
    }
}
