package io.naru.control.access;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who makes a request: a logged-in user, or a program with a key.
///
/// @param principal `u-…` or `sa-…`; the cell sees this name
/// @param role null for a key that was given none
/// @param credential the session's or key's id
/// @param lkc the only cluster a cluster key is for; null for users and Cloud keys
public record Caller(
        Tenant tenant,
        String principal,
        @Nullable Role role,
        Kind kind,
        String credential,
        @Nullable String lkc) {
    public enum Kind {
        SESSION,
        CLOUD_KEY,
        CLUSTER_KEY
    }

    public boolean may(Right right) {
        return rights().contains(right);
    }

    public Set<Right> rights() {
        return Optional.ofNullable(role).map(Role::rights).orElse(Set.of());
    }

    public boolean isUser() {
        return principal.startsWith("u-");
    }
}
