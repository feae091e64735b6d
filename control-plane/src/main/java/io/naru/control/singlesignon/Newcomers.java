package io.naru.control.singlesignon;

import io.naru.control.access.Grant;
import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Actor;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.binding.Bindings;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.JsonInput;
import io.naru.control.identityprovider.Identity;
import io.naru.control.login.Passwords;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import io.naru.control.outbox.Outbox;
import io.naru.control.rolebinding.RoleBindings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whom an identity is in an organization. Known again by issuer and subject alone; the first time by a
/// verified address in a domain that is proven. An account that is not in the organization is not taken in
/// by the provider's word: it may belong to somebody who wants nothing of it.
@Singleton
class Newcomers {
    private static final int PASSWORD_CHARACTERS = 40;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SUBJECT = 255;

    private final IdentityRepository identities;
    private final DomainRepository domains;
    private final Organizations organizations;
    private final RoleBindings bindings;
    private final Passwords passwords;
    private final Outbox outbox;
    private final Audit audit;
    private final TenantTransactions transactions;

    Newcomers(
            IdentityRepository identities,
            DomainRepository domains,
            Organizations organizations,
            RoleBindings bindings,
            Passwords passwords,
            Outbox outbox,
            Audit audit,
            TenantTransactions transactions) {
        this.identities = identities;
        this.domains = domains;
        this.organizations = organizations;
        this.bindings = bindings;
        this.passwords = passwords;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// The account's id.
    String personOf(Tenant tenant, SingleSignOn set, Identity identity) throws SignOnRefused {
        Optional<String> known = transactions.in(
                tenant, () -> identities.accountOf(tenant.organizationId(), identity.issuer(), identity.subject()));
        return known.isPresent() ? known.get() : firstTime(tenant, set, identity);
    }

    private String firstTime(Tenant tenant, SingleSignOn set, Identity identity) throws SignOnRefused {
        String email = Organizations.address(identity.email());
        if (!identity.emailVerified() || identity.subject().length() > LONGEST_SUBJECT) {
            throw refused(SignOnProblem.EMAIL_UNVERIFIED, tenant, email);
        }
        if (!isInDomain(tenant, email)) {
            throw refused(SignOnProblem.DOMAIN_NOT_ALLOWED, tenant, email);
        }
        Optional<Account> account = organizations.accountOf(email);
        if (account.isEmpty()) {
            return join(tenant, set, identity, email);
        }
        String person = account.get().id();
        if (organizations.account(tenant, person).isEmpty()) {
            throw refused(SignOnProblem.NOT_A_MEMBER, tenant, email);
        }
        boolean linked = transactions.in(tenant, () -> link(tenant, identity, person, email, null));
        if (!linked) {
            throw refused(SignOnProblem.LINKED_TO_ANOTHER, tenant, email);
        }
        return person;
    }

    private boolean isInDomain(Tenant tenant, String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1);
        return JsonInput.isEmail(email)
                && transactions.in(tenant, () -> domains.list(tenant.organizationId())).stream()
                        .anyMatch(own -> own.isProven() && own.name().equals(domain));
    }

    /// Makes an account that has no password, in this organization. Whoever reads the mails of the address
    /// can choose one.
    private String join(Tenant tenant, SingleSignOn set, Identity identity, String email) {
        String unknown = passwords.hash(Ids.capitals(PASSWORD_CHARACTERS));
        List<Outbox.Change> changes = new ArrayList<>();
        String person = transactions.in(tenant, () -> {
            String made = organizations.addPerson(email, unknown, name(identity));
            organizations.join(tenant, made);
            changes.addAll(bindings.give(tenant, made, roles(tenant, set), made));
            link(tenant, identity, made, email, set.defaultRole());
            return made;
        });
        outbox.awaitPublished(tenant, changes, Outbox.PATIENCE);
        return person;
    }

    private static List<RoleBindings.Wanted> roles(Tenant tenant, SingleSignOn set) {
        return Optional.ofNullable(set.defaultRole()).flatMap(Role::of).stream()
                .map(role -> new RoleBindings.Wanted(
                        role.wire(), new Grant(role, Scope.organization()), Bindings.crn(tenant, Scope.organization())))
                .toList();
    }

    private boolean link(Tenant tenant, Identity identity, String person, String email, @Nullable String role) {
        boolean linked = identities.link(tenant.organizationId(), identity.issuer(), identity.subject(), person) > 0;
        if (linked) {
            audit.record(
                    tenant,
                    Actor.shown(person),
                    Change.of(person, email)
                            .field("identity", null, identity.issuer())
                            .field("role_name", null, role));
        }
        return linked;
    }

    private static String name(Identity identity) {
        String plain = identity.name().replaceAll("\\p{Cntrl}", "").strip();
        return plain.substring(
                0, plain.offsetByCodePoints(0, Math.min(LONGEST_NAME, plain.codePointCount(0, plain.length()))));
    }

    private static SignOnRefused refused(SignOnProblem problem, Tenant tenant, String email) {
        return new SignOnRefused(problem, tenant, email, problem.sentence());
    }
}
