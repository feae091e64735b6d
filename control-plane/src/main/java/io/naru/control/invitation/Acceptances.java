package io.naru.control.invitation;

import io.micronaut.json.JsonMapper;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Language;
import io.naru.control.http.Refusal;
import io.naru.control.login.Origin;
import io.naru.control.login.Passwords;
import io.naru.control.login.Sessions;
import io.naru.control.mail.LinkSecret;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;
import io.naru.control.outbox.Outbox;
import io.naru.control.ratelimit.RateLimits;
import io.naru.control.rolebinding.RoleBindings;
import io.naru.control.secondfactor.SecondFactors;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Accepting invitations.
@Singleton
public class Acceptances {
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    /// What an invitation is for.
    record Preview(Invitation invitation, String organization, boolean hasAccount) {}

    /// How somebody answers.
    ///
    /// @param caller who is logged in, if anybody is
    /// @param password of an old account; empty when being logged in proves enough
    /// @param code of the second factor, where the account has one; empty when none was typed
    /// @param chosen the password of a new account, refused when it is easily guessed for this address
    record Answer(
            Optional<Caller> caller,
            String fullName,
            String password,
            String code,
            Function<String, String> chosen,
            Origin origin) {}

    private final InvitationRepository invitations;
    private final Organizations organizations;
    private final RoleBindings bindings;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final RateLimits limits;
    private final Outbox outbox;
    private final TenantTransactions transactions;
    private final JsonMapper json;

    Acceptances(
            InvitationRepository invitations,
            Organizations organizations,
            RoleBindings bindings,
            Passwords passwords,
            SecondFactors factors,
            Sessions sessions,
            RateLimits limits,
            Outbox outbox,
            TenantTransactions transactions,
            JsonMapper json) {
        this.invitations = invitations;
        this.organizations = organizations;
        this.bindings = bindings;
        this.passwords = passwords;
        this.factors = factors;
        this.sessions = sessions;
        this.limits = limits;
        this.outbox = outbox;
        this.transactions = transactions;
        this.json = json;
    }

    Preview preview(LinkSecret secret) {
        Invitation invitation = find(secret);
        String organization = organizations
                .find(invitation.tenant())
                .map(Organization::displayName)
                .orElseThrow(Acceptances::opensNothing);
        return new Preview(
                invitation,
                organization,
                organizations.accountOf(invitation.email()).isPresent());
    }

    private Invitation find(LinkSecret secret) {
        return transactions
                .presenting(secret.hash(), () -> invitations.findPresented(secret.hash()))
                .orElseThrow(Acceptances::opensNothing);
    }

    /// Makes the invited person a member, with their roles as far as who invited them may still give these,
    /// and begins a session there. Another session that they came with ends.
    Sessions.Recognised accept(LinkSecret secret, Answer answer) {
        Invitation invitation = find(secret);
        Tenant tenant = invitation.tenant();
        Optional<Account> account = organizations.accountOf(invitation.email());
        @Nullable String newHash = null;
        if (account.isPresent()) {
            requireProof(account.get(), answer);
        } else {
            newHash = passwords.hash(answer.chosen().apply(invitation.email()));
        }
        List<RoleBindings.Wanted> roles = roles(invitation);
        List<Outbox.Change> changes = new ArrayList<>();
        String person = join(secret, invitation, account, newHash, answer.fullName(), roles, changes);
        outbox.awaitPublished(tenant, changes, Outbox.PATIENCE);
        Sessions.Recognised session = sessions.begin(tenant, person, answer.origin());
        answer.caller().ifPresent(sessions::end);
        return session;
    }

    private String join(
            LinkSecret secret,
            Invitation invitation,
            Optional<Account> account,
            @Nullable String newHash,
            String fullName,
            List<RoleBindings.Wanted> roles,
            List<Outbox.Change> changes) {
        Tenant tenant = invitation.tenant();
        try {
            return transactions.in(tenant, () -> {
                if (invitations.take(tenant.organizationId(), secret.hash()) == 0) {
                    throw opensNothing();
                }
                String person = account.map(Account::id)
                        .orElseGet(() -> newPerson(invitation, String.valueOf(newHash), fullName));
                organizations.join(tenant, person);
                changes.addAll(bindings.give(tenant, person, roles, invitation.invitedBy()));
                if (invitation.mailed()) {
                    organizations.confirmAddress(person, invitation.email());
                }
                return person;
            });
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "account_email_key")) {
                throw Refusal.conflict(
                        "email_taken", "There is an account with this e-mail since a moment ago. Give its password.");
            }
            throw e;
        }
    }

    private String newPerson(Invitation invitation, String passwordHash, String fullName) {
        String person = organizations.addPerson(invitation.email(), passwordHash, fullName);
        organizations.speak(person, Language.of(invitation.language()));
        return person;
    }

    private void requireProof(Account account, Answer answer) {
        boolean loggedIn = answer.caller()
                .filter(caller -> caller.kind() == Caller.Kind.SESSION
                        && caller.principal().equals(account.id())
                        && !sessions.isSignedOn(caller))
                .isPresent();
        if (loggedIn) {
            return;
        }
        if (answer.password().isEmpty()) {
            throw Refusal.field(
                    "/password", "password is missing: give the one of " + account.email() + ", or log in with it.");
        }
        limits.take(RateLimits.LOGINS_OF_AN_ADDRESS, account.email());
        if (!passwords.matches(answer.password(), Optional.of(account.passwordHash()))) {
            throw Refusal.field("/password", "password is not the one of " + account.email() + ".");
        }
        if (account.secondFactorAt() != null) {
            if (answer.code().isEmpty()) {
                throw Refusal.field(
                        "/code",
                        "code is missing: " + account.email()
                                + " has a second factor. Give the six digits of its authenticator, or a recovery code.");
            }
            factors.require(account.id(), answer.code());
        }
    }

    /// The roles that can still be given: not at what is gone since, and nothing that who invited may not
    /// give any more.
    private List<RoleBindings.Wanted> roles(Invitation invitation) {
        Caller inviter = new Caller(
                invitation.tenant(),
                invitation.invitedBy(),
                bindings.grantsOf(invitation.tenant(), invitation.invitedBy()),
                Caller.Kind.SESSION,
                invitation.id(),
                null,
                invitation.invitedBy());
        if (!inviter.may(Right.MEMBERS_MANAGE, Scope.organization())) {
            throw noLongerGiven();
        }
        List<RoleBindings.Wanted> roles = new ArrayList<>();
        for (InvitedRole role : InvitedRole.read(json, invitation.roles())) {
            try {
                roles.add(bindings.wanted(inviter, role.roleName(), role.crnPattern(), ""));
            } catch (Refusal refusal) {
                switch (refusal.status()) {
                    case NOT_FOUND -> {}
                    case FORBIDDEN -> throw noLongerGiven();
                    default -> throw refusal;
                }
            }
        }
        return roles;
    }

    private static Refusal noLongerGiven() {
        return Refusal.field(
                "/token", "Who invited you may no longer give what was offered. Ask for a new invitation.");
    }

    private static Refusal opensNothing() {
        return Refusal.field(
                "/token",
                "This invitation is not known, was accepted or withdrawn, or has expired. Ask for a new one.");
    }
}
