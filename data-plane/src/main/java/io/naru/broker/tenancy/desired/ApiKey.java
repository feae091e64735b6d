package io.naru.broker.tenancy.desired;

import io.naru.broker.tenancy.Right;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An API key of one logical cluster.
///
/// @param principal whose key it is, `sa-…` or `u-…`
/// @param rights what its own role allows; null if it has none: then it may do what its principal may
/// @param version of its record, grows with every change
/// @param expiresMs milliseconds since the epoch; [Long#MAX_VALUE] for never
public record ApiKey(
        String id,
        long version,
        String cluster,
        String principal,
        @Nullable Set<Right> rights,
        Status status,
        List<Verifier> verifiers,
        long expiresMs) {
    public enum Status {
        ACTIVE,
        REVOKED,
        /// A status of a later release: opens nothing.
        UNKNOWN
    }

    /// Two secrets during a rotation, and as many again to spare: this many are always compared, so that the time taken
    /// tells nothing of the key.
    private static final int COMPARED_VERIFIERS = 4;

    public boolean isUsable(long nowMs) {
        return status == Status.ACTIVE && nowMs < expiresMs;
    }

    /// Whether the secret is one of the key's; a null key takes the same time to say no.
    public static boolean matches(@Nullable ApiKey key, String secret, long nowMs) {
        List<Verifier> verifiers = key == null ? List.of() : key.verifiers;
        boolean matched = false;
        for (int i = 0; i < Math.max(COMPARED_VERIFIERS, verifiers.size()); i++) {
            Verifier verifier = i < verifiers.size() ? verifiers.get(i) : Verifier.NONE;
            matched |= verifier.matches(secret, nowMs);
        }
        return matched;
    }
}
