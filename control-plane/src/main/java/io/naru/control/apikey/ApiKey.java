package io.naru.control.apikey;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key: its id and a secret that only its owner has.
///
/// @param lkc null for a key of the management API
/// @param role null when it was given none
/// @param hash SHA-256 of salt and secret
/// @param retiringSalt of the secret before the last rotation, base64, as is its hash
/// @param passedVersion the version that the cell has applied to open connections too
@MappedEntity("api_key")
public record ApiKey(
        @Id String id,
        UUID organizationId,
        @Nullable String lkc,
        String principal,
        @Nullable String role,
        String displayName,
        String description,
        byte[] salt,
        byte[] hash,
        String status,
        long version,
        long passedVersion,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastAddress,
        @Nullable String lastClientId,
        long refused,
        @Nullable Instant lastRefusedAt,
        @Nullable String lastRefusedReason,
        @Nullable String lastRefusedAddress,
        @Nullable String retiringSalt,
        @Nullable String retiringHash,
        @Nullable Instant retiresAt) {

    static final String ACTIVE = "ACTIVE";
    static final String REVOKED = "REVOKED";

    /// Whose role counts in the cell when it speaks there by a token: its own, if it has one.
    String grantee() {
        return role == null ? principal : id;
    }

    boolean isCloudKey() {
        return lkc == null;
    }

    /// Until when the secret before the last rotation works too; null when it does not.
    @Nullable
    Instant retiringUntil(Instant now) {
        return retiresAt != null && retiresAt.isAfter(now) ? retiresAt : null;
    }

    /// Whether this is the secret before a rotation, and it still works.
    static boolean takesRetiring(@Nullable String salt, @Nullable String hash, @Nullable Instant until, String secret) {
        return salt != null
                && hash != null
                && until != null
                && until.isAfter(Instant.now())
                && Secret.matches(decoded(salt), decoded(hash), secret);
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static Map<String, Object> verifier(byte[] salt, byte[] hash) {
        Map<String, Object> verifier = new HashMap<>();
        verifier.put("algorithm", "SHA-256");
        verifier.put("salt", Base64.getEncoder().encodeToString(salt));
        verifier.put("hash", Base64.getEncoder().encodeToString(hash));
        return verifier;
    }

    private List<Map<String, Object>> verifiers() {
        List<Map<String, Object>> verifiers = new ArrayList<>();
        verifiers.add(verifier(salt, hash));
        if (retiringSalt != null && retiringHash != null && retiresAt != null) {
            Map<String, Object> retiring = verifier(decoded(retiringSalt), decoded(retiringHash));
            retiring.put("valid_until_ms", retiresAt.toEpochMilli());
            verifiers.add(retiring);
        }
        return verifiers;
    }

    /// What the API shows: a revocation takes until every broker has applied it.
    String phase() {
        if (!status.equals(REVOKED)) {
            return ACTIVE;
        }
        return passedVersion >= version ? "REVOKED" : "REVOKING";
    }

    boolean isPassed() {
        return status.equals(REVOKED) && passedVersion >= version;
    }

    /// What the audit log says of it.
    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("display_name", displayName);
        facts.put("description", description);
        facts.put("owner", principal);
        facts.put("cluster", lkc);
        facts.put("role", role);
        facts.put("expires_at", expiresAt == null ? null : expiresAt.toString());
        return facts;
    }

    /// The state of its record in the cell, if it had this role and this revocation.
    Map<String, @Nullable Object> desired(@Nullable String withRole, @Nullable Instant withRevokedAt) {
        Map<String, @Nullable Object> state = new HashMap<>();
        state.put("lkc", lkc);
        state.put("principal", principal);
        state.put("role", withRole);
        state.put("status", withRevokedAt == null ? ACTIVE : REVOKED);
        state.put("verifiers", verifiers());
        if (expiresAt != null) {
            state.put("expires_ms", expiresAt.toEpochMilli());
        }
        if (withRevokedAt != null) {
            state.put("revoked_ms", withRevokedAt.toEpochMilli());
        }
        return state;
    }
}
