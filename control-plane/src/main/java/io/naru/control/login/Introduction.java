package io.naru.control.login;

import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Role;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;
import jakarta.inject.Singleton;
import java.time.Instant;

/// Tells a logged-in person who they are.
@Singleton
public class Introduction {
    private final Organizations organizations;
    private final Sessions sessions;

    Introduction(Organizations organizations, Sessions sessions) {
        this.organizations = organizations;
        this.sessions = sessions;
    }

    public Me of(Caller caller, Instant expiresAt) {
        Organization organization = organizations.find(caller.tenant()).orElseThrow(Introduction::gone);
        Account account =
                organizations.account(caller.tenant(), caller.principal()).orElseThrow(Introduction::gone);
        Role role = caller.role();
        return new Me(
                new Me.User(account.id(), account.email()),
                new Me.Organization(organization.id().toString(), organization.displayName()),
                role == null ? "" : role.wire(),
                caller.rights().stream().sorted().map(Right::wire).toList(),
                session(caller, expiresAt));
    }

    Me.Session session(Caller caller, Instant expiresAt) {
        return new Me.Session(sessions.csrfToken(caller), Times.text(expiresAt));
    }

    private static Refusal gone() {
        return Refusal.unauthenticated("This session has ended. Log in again.");
    }
}
