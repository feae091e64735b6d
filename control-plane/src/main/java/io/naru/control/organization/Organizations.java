package io.naru.control.organization;

import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.binding.Bindings;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.Language;
import io.naru.control.http.Paging;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Organizations and the people in them.
@Singleton
public class Organizations {
    private final OrganizationRepository organizations;
    private final AccountRepository accounts;
    private final Bindings bindings;
    private final Audit audit;
    private final TenantTransactions transactions;

    Organizations(
            OrganizationRepository organizations,
            AccountRepository accounts,
            Bindings bindings,
            Audit audit,
            TenantTransactions transactions) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.bindings = bindings;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Makes an organization with its first person, in the caller's transaction.
    ///
    /// @return the person's id
    public String found(Tenant tenant, String displayName, String email, String passwordHash) {
        organizations.add(tenant.organizationId(), displayName);
        String id = addPerson(email, passwordHash, "");
        join(tenant, id);
        bindings.add(
                tenant,
                id,
                Role.ORGANIZATION_ADMIN.wire(),
                Scope.organization(),
                Bindings.crn(tenant, Scope.organization()),
                id);
        return id;
    }

    /// Makes an account that is in no organization yet, in the caller's transaction.
    public String addPerson(String email, String passwordHash, String fullName) {
        String id = Ids.next("u-");
        accounts.add(id, address(email), passwordHash, fullName);
        return id;
    }

    /// Makes a person a member, in the caller's transaction.
    public void join(Tenant tenant, String accountId) {
        accounts.join(tenant.organizationId(), accountId);
    }

    /// Ends a membership, in the caller's transaction.
    public void leave(Tenant tenant, String accountId) {
        accounts.leave(tenant.organizationId(), accountId);
    }

    public Optional<Organization> find(Tenant tenant) {
        return transactions.in(tenant, () -> organizations.find(tenant.organizationId()));
    }

    /// The organizations a person is in, the first joined first.
    public List<Organization> ofPerson(String accountId) {
        return transactions.presenting(accountId, () -> organizations.ofPresented(accountId));
    }

    /// The organization a person lands in when they log in.
    public Optional<Tenant> homeOf(String accountId) {
        return ofPerson(accountId).stream().findFirst().map(home -> new Tenant(home.id()));
    }

    public void rename(Tenant tenant, String displayName) {
        transactions.in(tenant, () -> {
            String was = organizations
                    .find(tenant.organizationId())
                    .map(Organization::displayName)
                    .orElse(null);
            organizations.rename(tenant.organizationId(), displayName);
            audit.record(
                    tenant,
                    Change.of(tenant.organizationId().toString(), displayName).field("display_name", was, displayName));
            return true;
        });
    }

    /// Whether people must have a second factor here, in the caller's transaction.
    public void requireSecondFactor(Tenant tenant, boolean required) {
        boolean was = organizations
                .find(tenant.organizationId())
                .map(Organization::secondFactorRequired)
                .orElse(false);
        organizations.requireSecondFactor(tenant.organizationId(), required);
        audit.record(
                tenant,
                Change.of(tenant.organizationId().toString(), null)
                        .field("second_factor_required", Boolean.toString(was), Boolean.toString(required)));
    }

    /// A member.
    public Optional<Account> account(Tenant tenant, String id) {
        return transactions.in(tenant, () -> accounts.find(tenant.organizationId(), id));
    }

    /// A member, by their address.
    public Optional<Account> member(Tenant tenant, String email) {
        return transactions.in(tenant, () -> accounts.findMember(tenant.organizationId(), address(email)));
    }

    /// A person, in whatever organization.
    public Optional<Account> person(String id) {
        return transactions.presenting(id, () -> accounts.findPresented(id));
    }

    public Optional<Account> accountOf(String email) {
        String address = address(email);
        return transactions.presenting(address, () -> accounts.findPresentedEmail(address));
    }

    /// A page of members, in the order in which they came.
    ///
    /// @param only the id of the only one that is shown; empty for all
    public Paging.Page<Account> list(Tenant tenant, String only, Paging paging) {
        String after = Optional.ofNullable(paging.after()).orElse("");
        return paging.page(
                transactions.in(tenant, () -> accounts.list(tenant.organizationId(), only, after, paging.size() + 1)),
                Account::id);
    }

    /// Changes a password.
    ///
    /// @param tenant whose log tells of it
    public void changePassword(Tenant tenant, String accountId, String passwordHash) {
        transactions.presenting(accountId, () -> {
            accounts.changePassword(accountId, passwordHash);
            audit.record(tenant, Change.of(accountId, null));
            return true;
        });
    }

    /// The address is the account's from now on, and known to be its person's. Another account's address ends the
    /// transaction.
    public void confirmAddress(String accountId, String email) {
        transactions.presenting(accountId, () -> {
            accounts.confirmAddress(accountId, address(email));
            return true;
        });
    }

    /// What mails to this person are written in from now on.
    public void speak(String accountId, Language language) {
        transactions.presenting(accountId, () -> {
            accounts.speak(accountId, language.tag());
            return true;
        });
    }

    /// Changes a person's name.
    ///
    /// @param tenant whose log tells of it
    public void rename(Tenant tenant, String accountId, String fullName) {
        transactions.presenting(accountId, () -> {
            Optional<Account> now = accounts.findPresented(accountId);
            accounts.rename(accountId, fullName);
            audit.record(
                    tenant,
                    Change.of(accountId, now.map(Account::email).orElse(null))
                            .field("full_name", now.map(Account::fullName).orElse(null), fullName));
            return true;
        });
    }

    /// People who may do everything, the first one first.
    public List<Account> administrators(Tenant tenant, int most) {
        return transactions.in(
                tenant,
                () -> bindings.peopleWith(tenant, Role.ORGANIZATION_ADMIN).stream()
                        .limit(most)
                        .flatMap(id -> accounts.find(tenant.organizationId(), id).stream())
                        .toList());
    }

    /// The form in which addresses are kept and compared.
    public static String address(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
