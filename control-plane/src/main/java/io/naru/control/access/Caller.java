package io.naru.control.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who makes a request: a logged-in user, or a program with a key. What they may do was read with the
/// session or the key, so a role that is given or taken away holds at the next request.
///
/// @param principal `u-…` or `sa-…`; the cell sees this name
/// @param grants of the principal, or of the key alone when it was given a role
/// @param credential the session's or key's id
/// @param lkc the only cluster a cluster key is for; null for users and Cloud keys
/// @param grantee whose role counts in the cell: the principal, or the key that was given one
public record Caller(
        Tenant tenant,
        String principal,
        List<Grant> grants,
        Kind kind,
        String credential,
        @Nullable String lkc,
        String grantee) {
    public enum Kind {
        SESSION,
        CLOUD_KEY,
        CLUSTER_KEY
    }

    public boolean may(Right right, Scope scope) {
        return grants.stream()
                .anyMatch(grant ->
                        grant.scope().covers(scope) && grant.role().rights().contains(right));
    }

    /// Everything they may do there.
    public Set<Right> rightsAt(Scope scope) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        grants.stream()
                .filter(grant -> grant.scope().covers(scope))
                .forEach(grant -> rights.addAll(grant.role().rights()));
        return rights;
    }

    /// Whether it is there for them at all: they have a role there, around it or inside it, or a key of it.
    public boolean sees(Scope scope) {
        return (scope instanceof Scope.Cluster cluster && cluster.lkc().equals(lkc))
                || grants.stream().map(Grant::scope).anyMatch(own -> own.covers(scope) || scope.covers(own));
    }

    /// Whether they may do there all that the role allows, so that they may give it.
    public boolean has(Grant grant) {
        return rightsAt(grant.scope()).containsAll(grant.role().rights());
    }

    public boolean isUser() {
        return principal.startsWith("u-");
    }
}
