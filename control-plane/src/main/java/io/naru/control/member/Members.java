package io.naru.control.member;

import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import io.naru.control.login.Sessions;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import io.naru.control.outbox.Outbox;
import io.naru.control.rolebinding.RoleBindings;
import io.naru.control.serviceaccount.ServiceAccountKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// The members of an organization.
@Singleton
public class Members {
    private final Organizations organizations;
    private final RoleBindings bindings;
    private final ServiceAccountKeys keys;
    private final Sessions sessions;
    private final Outbox outbox;
    private final Audit audit;
    private final TenantTransactions transactions;

    Members(
            Organizations organizations,
            RoleBindings bindings,
            ServiceAccountKeys keys,
            Sessions sessions,
            Outbox outbox,
            Audit audit,
            TenantTransactions transactions) {
        this.organizations = organizations;
        this.bindings = bindings;
        this.keys = keys;
        this.sessions = sessions;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Everybody for those who manage members, oneself for the others.
    Paging.Page<Account> list(Caller caller, Paging paging) {
        return organizations.list(caller.tenant(), manages(caller) ? "" : caller.principal(), paging);
    }

    Account get(Caller caller, String id) {
        if (!manages(caller) && !caller.principal().equals(id)) {
            throw notFound(id);
        }
        return organizations.account(caller.tenant(), id).orElseThrow(() -> notFound(id));
    }

    /// An account belongs to its person, who may be in other organizations too; so nobody else renames it.
    Account rename(Caller caller, String id, String fullName) {
        get(caller, id);
        if (!caller.principal().equals(id)) {
            throw Refusal.forbidden("invalid API key for this: only " + id + " can change that name.");
        }
        organizations.rename(caller.tenant(), id, fullName);
        return get(caller, id);
    }

    /// Takes a person's roles here, ends their sessions here and revokes their own keys of this
    /// organization. One may always leave; removing somebody else asks for the right to, and for all that
    /// they may.
    void remove(Caller caller, String id) {
        Tenant tenant = caller.tenant();
        Account member = get(caller, id);
        if (!caller.principal().equals(id)) {
            Rights.require(caller, Right.MEMBERS_MANAGE, Scope.organization());
            bindings.grantsOf(tenant, id).forEach(grant -> Rights.requireAll(caller, grant));
        }
        List<Outbox.Change> changes = transactions.in(tenant, () -> {
            List<Outbox.Change> told = new ArrayList<>(bindings.takeAll(tenant, id));
            told.addAll(keys.revokeKeysOfOwner(tenant, id));
            sessions.endAllOf(tenant, id);
            audit.record(tenant, Change.of(id, member.email()).field("email", member.email(), null));
            organizations.leave(tenant, id);
            return told;
        });
        outbox.awaitPublished(tenant, changes, Outbox.PATIENCE);
    }

    /// From now on nobody here does anything without a second factor, but set one up. Whoever requires it has one, so
    /// that nobody shuts themselves out.
    void requireSecondFactor(Caller caller, boolean required) {
        Tenant tenant = caller.tenant();
        boolean has = organizations
                .account(tenant, caller.principal())
                .filter(account -> account.secondFactorAt() != null)
                .isPresent();
        if (required && !has) {
            throw Refusal.conflictAt(
                    "/second_factor_required",
                    "second_factor_missing",
                    "You have no second factor yourself. Set one up under Settings, Security, then require it.");
        }
        transactions.in(tenant, () -> {
            organizations.requireSecondFactor(tenant, required);
            sessions.askForFactors(tenant);
            return true;
        });
    }

    private static boolean manages(Caller caller) {
        return caller.may(Right.MEMBERS_MANAGE, Scope.organization());
    }

    private static Refusal notFound(String id) {
        return Refusal.notFound("user", id);
    }
}
