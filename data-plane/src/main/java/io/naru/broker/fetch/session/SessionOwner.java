package io.naru.broker.fetch.session;

import io.naru.broker.tenancy.Principal;

/// To whom a session exists: the same caller in the same logical cluster, whatever key or token it logged in with.
record SessionOwner(String cluster, String name) {
    static SessionOwner of(Principal principal) {
        return new SessionOwner(principal.cluster(), principal.name());
    }
}
