package io.naru.control.organization;

import io.naru.control.access.Role;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Organizations and the accounts in them.
@Singleton
public class Organizations {
    private final OrganizationRepository organizations;
    private final AccountRepository accounts;
    private final TenantTransactions transactions;

    Organizations(OrganizationRepository organizations, AccountRepository accounts, TenantTransactions transactions) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /// Makes an organization with its first account, in the caller's transaction.
    public Account found(Tenant tenant, String displayName, String email, String passwordHash) {
        organizations.add(tenant.organizationId(), displayName);
        String id = Ids.next("u-");
        String address = address(email);
        accounts.add(id, tenant.organizationId(), address, passwordHash, Role.ORGANIZATION_ADMIN.wire());
        return new Account(id, tenant.organizationId(), address, passwordHash, Role.ORGANIZATION_ADMIN.wire());
    }

    public Optional<Organization> find(Tenant tenant) {
        return transactions.in(tenant, () -> organizations.find(tenant.organizationId()));
    }

    public Optional<Account> account(Tenant tenant, String id) {
        return transactions.in(tenant, () -> accounts.find(tenant.organizationId(), id));
    }

    public Optional<Account> accountOf(String email) {
        String address = address(email);
        return transactions.presenting(address, () -> accounts.findPresented(address));
    }

    public void changePassword(Account account, String passwordHash) {
        Tenant tenant = new Tenant(account.organizationId());
        transactions.in(tenant, () -> {
            accounts.changePassword(tenant.organizationId(), account.id(), passwordHash);
            return true;
        });
    }

    /// Ids of the accounts that may do everything.
    public List<String> administrators(Tenant tenant) {
        return transactions.in(
                tenant, () -> accounts.withRole(tenant.organizationId(), Role.ORGANIZATION_ADMIN.wire()));
    }

    private static String address(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
