package io.naru.control.audit;

import io.naru.control.access.Caller;
import org.jspecify.annotations.Nullable;

/// Who did something, with what.
///
/// @param id `u-…`, `sa-…`, or what somebody called themselves when they were refused
/// @param name known already; null to have it looked up
/// @param credential the session's or the key's id
public record Actor(
        String id,
        @Nullable String name,
        Kind kind,
        @Nullable String credential) {
    public enum Kind {
        SESSION,
        CLOUD_KEY,
        CLUSTER_KEY,
        NONE
    }

    static Actor of(Caller caller) {
        Kind kind = switch (caller.kind()) {
            case SESSION -> Kind.SESSION;
            case CLOUD_KEY -> Kind.CLOUD_KEY;
            case CLUSTER_KEY -> Kind.CLUSTER_KEY;
        };
        return new Actor(caller.principal(), null, kind, caller.credential());
    }

    /// A person at the beginning of a session.
    public static Actor entering(String accountId, String sessionId) {
        return new Actor(accountId, null, Kind.SESSION, sessionId);
    }

    /// A person who is shown by something else than a session or a key: the link of a mail that was sent to them, or
    /// the answer of their organization's identity provider.
    public static Actor shown(String accountId) {
        return new Actor(accountId, null, Kind.NONE, null);
    }

    /// Somebody who said they were this, and did not show it.
    public static Actor claiming(String name) {
        return new Actor(Change.cut(name, 254), null, Kind.NONE, null);
    }
}
