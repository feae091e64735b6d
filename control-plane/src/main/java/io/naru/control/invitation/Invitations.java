package io.naru.control.invitation;

import io.micronaut.json.JsonMapper;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.Language;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.mail.Letter;
import io.naru.control.mail.LinkSecret;
import io.naru.control.mail.Mails;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The invitations of an organization, for those who manage its members.
@Singleton
public class Invitations {
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final int LIMIT = 500;
    private static final String PAGE = "/invitation";

    /// An invitation that was just made.
    ///
    /// @param link only where no mail carries it: who invites hands it over
    record Made(Invitation invitation, @Nullable String link) {}

    private final InvitationRepository invitations;
    private final Organizations organizations;
    private final Mails mails;
    private final Audit audit;
    private final TenantTransactions transactions;
    private final PublicUrls urls;
    private final JsonMapper json;

    Invitations(
            InvitationRepository invitations,
            Organizations organizations,
            Mails mails,
            Audit audit,
            TenantTransactions transactions,
            PublicUrls urls,
            JsonMapper json) {
        this.invitations = invitations;
        this.organizations = organizations;
        this.mails = mails;
        this.audit = audit;
        this.transactions = transactions;
        this.urls = urls;
        this.json = json;
    }

    /// Newest first; none for those who do not manage members.
    Paging.Page<Invitation> list(Caller caller, Paging paging) {
        if (!manages(caller)) {
            return paging.page(List.of(), Invitation::id);
        }
        String after = Optional.ofNullable(paging.after()).orElse("");
        Tenant tenant = caller.tenant();
        return paging.page(
                transactions.in(tenant, () -> invitations.list(tenant.organizationId(), after, paging.size() + 1)),
                Invitation::id);
    }

    Invitation get(Caller caller, String id) {
        Tenant tenant = caller.tenant();
        return transactions
                .in(tenant, () -> invitations.find(tenant.organizationId(), id))
                .filter(_ -> manages(caller))
                .orElseThrow(() -> notFound(id));
    }

    /// Invites somebody.
    ///
    /// @param roles that the caller may give
    /// @param language for somebody who has no account yet
    Made create(Caller caller, String address, List<InvitedRole> roles, Language language) {
        Tenant tenant = caller.tenant();
        if (organizations.member(tenant, address).isPresent()) {
            throw Refusal.conflictAt("/email", "already_member", address + " is in this organization already.");
        }
        Language read = organizations.accountOf(address).map(Account::speaks).orElse(language);
        LinkSecret secret = LinkSecret.next();
        try {
            return transactions.in(tenant, () -> {
                invitations.removeExpired(tenant.organizationId(), address);
                if (invitations.count(tenant.organizationId()) >= LIMIT) {
                    throw Refusal.limitReached("An organization has at most " + LIMIT
                            + " invitations that are not accepted. Withdraw some that are not needed.");
                }
                Invitation made = invitations.add(
                        Ids.next("inv-"),
                        tenant.organizationId(),
                        address,
                        InvitedRole.written(json, roles),
                        secret.hash(),
                        mails.areDelivered(),
                        read.tag(),
                        caller.principal(),
                        (double) LIFETIME.toSeconds());
                audit.record(
                        tenant,
                        Change.of(made.id(), address)
                                .field(
                                        "roles",
                                        null,
                                        roles.stream()
                                                .map(InvitedRole::roleName)
                                                .toList()));
                return handedOver(caller, made, secret);
            });
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "invitation_once")) {
                throw Refusal.conflictAt(
                        "/email", "already_invited", address + " is invited already. Send that invitation again.");
            }
            throw e;
        }
    }

    /// Sends a new link; the old one ends.
    Made sendAgain(Caller caller, String id) {
        Tenant tenant = caller.tenant();
        LinkSecret secret = LinkSecret.next();
        return transactions.in(tenant, () -> {
            Invitation renewed = invitations
                    .renew(tenant.organizationId(), id, secret.hash(), mails.areDelivered(), (double)
                            LIFETIME.toSeconds())
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> notFound(id));
            return handedOver(caller, renewed, secret);
        });
    }

    void withdraw(Caller caller, String id) {
        Invitation found = get(caller, id);
        Tenant tenant = caller.tenant();
        if (transactions.in(tenant, () -> invitations.remove(tenant.organizationId(), found.id())) == 0) {
            throw notFound(id);
        }
    }

    private Made handedOver(Caller caller, Invitation invitation, LinkSecret secret) {
        String link = secret.at(urls.at(PAGE));
        if (!mails.areDelivered()) {
            return new Made(invitation, link);
        }
        String organization = organizations
                .find(caller.tenant())
                .map(Organization::displayName)
                .orElseThrow(Refusal::sessionEnded);
        String inviter = organizations
                .account(caller.tenant(), caller.principal())
                .map(Account::name)
                .orElse(organization);
        mails.send(new Letter(
                Letter.Kind.INVITATION,
                invitation.email(),
                Language.of(invitation.language()),
                List.of(inviter, organization, invitation.email()),
                link));
        return new Made(invitation, null);
    }

    private static boolean manages(Caller caller) {
        return caller.may(Right.MEMBERS_MANAGE, Scope.organization());
    }

    private static Refusal notFound(String id) {
        return Refusal.notFound("invitation", id);
    }
}
