package io.naru.control.rolebinding;

import io.naru.control.access.Caller;
import io.naru.control.access.Grant;
import io.naru.control.access.Right;
import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.binding.Binding;
import io.naru.control.binding.Bindings;
import io.naru.control.cluster.Cluster;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.clusterrole.ClusterRoles;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.environment.Environments;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import io.naru.control.organization.Organizations;
import io.naru.control.outbox.Outbox;
import io.naru.control.serviceaccount.ServiceAccounts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Giving and taking roles. Nobody gives or takes a role that may do more than they may themselves.
@Singleton
public class RoleBindings {
    /// Tools repeat a create whose answer was lost. Within this time they get what they made.
    private static final Duration REPEATABLE = Duration.ofSeconds(60);

    /// A role as it is to be given, checked but for who gives it.
    ///
    /// @param roleName as it was written
    public record Wanted(String roleName, Grant grant, String crnPattern) {}

    private record Begun(Binding binding, List<Outbox.Change> changes) {}

    private final Bindings bindings;
    private final ClusterRoles roles;
    private final Organizations organizations;
    private final ServiceAccounts serviceAccounts;
    private final Environments environments;
    private final ClusterAccess clusters;
    private final Outbox outbox;
    private final Audit audit;
    private final TenantTransactions transactions;

    RoleBindings(
            Bindings bindings,
            ClusterRoles roles,
            Organizations organizations,
            ServiceAccounts serviceAccounts,
            Environments environments,
            ClusterAccess clusters,
            Outbox outbox,
            Audit audit,
            TenantTransactions transactions) {
        this.bindings = bindings;
        this.roles = roles;
        this.organizations = organizations;
        this.serviceAccounts = serviceAccounts;
        this.environments = environments;
        this.clusters = clusters;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    Paging.Page<Binding> list(Caller caller, Bindings.Filter filter, Paging paging) {
        return transactions.in(caller.tenant(), () -> bindings.list(caller, filter, paging));
    }

    /// A binding that the caller may see: their own, or one at a scope whose bindings they manage.
    Binding get(Caller caller, String id) {
        return transactions
                .in(caller.tenant(), () -> bindings.find(caller.tenant(), id))
                .filter(found -> found.principal().equals(caller.principal())
                        || caller.may(Right.ROLE_BINDINGS_MANAGE, found.at()))
                .orElseThrow(() -> Refusal.notFound("role binding", id));
    }

    /// Reads what is to be given, and that the caller may give it.
    ///
    /// @param within where the two stand in the body, such as `roles/0/`; empty for its top
    public Wanted wanted(Caller caller, String roleName, String crnPattern, String within) {
        Scope scope = scope(caller, crnPattern, within + "crn_pattern");
        Role role = Role.of(roleName)
                .filter(known -> known.levels().contains(scope.level()))
                .orElseThrow(() -> Refusal.field(
                        "/" + within + "role_name",
                        roleName + " cannot be given at " + scope.wire() + "; there are "
                                + String.join(", ", Role.at(scope.level())) + "."));
        Grant grant = new Grant(role, scope);
        Rights.require(caller, Right.ROLE_BINDINGS_MANAGE, scope);
        Rights.requireAll(caller, grant);
        return new Wanted(roleName, grant, crnPattern);
    }

    /// The scope of a pattern, when the caller sees what it names.
    Scope scope(Caller caller, String crnPattern, String name) {
        CrnPattern pattern = CrnPattern.of(crnPattern, name);
        if (!pattern.organization().equals(caller.tenant().organizationId().toString())) {
            throw Refusal.notFound("organization", pattern.organization());
        }
        String environment = pattern.environment();
        if (environment == null) {
            return Scope.organization();
        }
        String lkc = pattern.lkc();
        if (lkc == null) {
            return new Scope.Environment(environments.enter(caller, environment).id());
        }
        Cluster cluster = clusters.enter(caller, lkc);
        if (!cluster.environmentId().equals(environment)) {
            throw Refusal.field("/" + name, "Cluster " + lkc + " is not in environment " + environment + ".");
        }
        return cluster.at();
    }

    Binding create(Caller caller, String principal, Wanted wanted) {
        Tenant tenant = caller.tenant();
        Begun begun = begin(caller, principal, wanted);
        awaitCell(tenant, begun.changes(), "The role is given");
        return begun.binding();
    }

    private Begun begin(Caller caller, String principal, Wanted wanted) {
        Tenant tenant = caller.tenant();
        Scope scope = wanted.grant().scope();
        try {
            return transactions.in(tenant, () -> {
                requireMember(tenant, principal);
                Begun begun = add(tenant, principal, wanted, caller.principal());
                audit.record(
                        tenant,
                        Change.of(begun.binding().id(), null)
                                .at(begun.binding().lkc())
                                .between(Map.of(), facts(begun.binding())));
                return begun;
            });
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isDuplicate(e, "role_binding_once")) {
                throw e;
            }
        }
        Binding there = transactions
                .in(tenant, () -> bindings.findSame(tenant, principal, wanted.roleName(), scope))
                .orElseThrow(() -> Refusal.unavailable("The same role was taken away at this moment. Try again."));
        boolean repeated = there.createdBy().equals(caller.principal())
                && there.createdAt().isAfter(Instant.now().minus(REPEATABLE));
        if (!repeated) {
            throw Refusal.conflict(
                    "binding_exists",
                    principal + " has " + wanted.roleName() + " at " + scope.wire() + " already: " + there.id() + ".");
        }
        return new Begun(there, transactions.in(tenant, () -> roles.refresh(tenant, scope, principal)));
    }

    private Begun add(Tenant tenant, String principal, Wanted wanted, String giver) {
        Scope scope = wanted.grant().scope();
        Binding made = bindings.add(tenant, principal, wanted.roleName(), scope, wanted.crnPattern(), giver);
        return new Begun(made, roles.refresh(tenant, scope, principal));
    }

    private void requireMember(Tenant tenant, String principal) {
        boolean known = principal.startsWith("sa-")
                ? serviceAccounts.hold(tenant, principal).isPresent()
                : organizations.account(tenant, principal).isPresent();
        if (!known) {
            throw Refusal.field(
                    "/principal", "There is no person or service account " + principal + " in this organization.");
        }
    }

    /// Gives roles in the caller's transaction, those that the principal has already left out.
    ///
    /// @return what the cell must hear
    public List<Outbox.Change> give(Tenant tenant, String principal, List<Wanted> all, String giver) {
        return all.stream()
                .filter(wanted -> bindings.findSame(
                                tenant,
                                principal,
                                wanted.roleName(),
                                wanted.grant().scope())
                        .isEmpty())
                .flatMap(wanted -> add(tenant, principal, wanted, giver).changes().stream())
                .toList();
    }

    void delete(Caller caller, String id) {
        Tenant tenant = caller.tenant();
        Binding binding = get(caller, id);
        Rights.require(caller, Right.ROLE_BINDINGS_MANAGE, binding.at());
        binding.grant().ifPresent(grant -> Rights.requireAll(caller, grant));
        List<Outbox.Change> changes = transactions.in(tenant, () -> {
            bindings.remove(tenant, binding);
            audit.record(tenant, Change.of(id, null).at(binding.lkc()).between(facts(binding), Map.of()));
            return roles.refresh(tenant, binding.at(), binding.principal());
        });
        awaitCell(tenant, changes, "The role is taken");
    }

    private static Map<String, String> facts(Binding binding) {
        return Map.of(
                "principal", binding.principal(), "role_name", binding.roleName(), "crn_pattern", binding.crnPattern());
    }

    /// Takes all roles of a principal, in the caller's transaction.
    ///
    /// @return what the cell must hear
    public List<Outbox.Change> takeAll(Tenant tenant, String principal) {
        bindings.removeOf(tenant, principal);
        return roles.refresh(tenant, Scope.organization(), principal);
    }

    /// Everything a principal was given, so that it can be told whether a caller may take it.
    public List<Grant> grantsOf(Tenant tenant, String principal) {
        return transactions.in(tenant, () -> bindings.grantsOf(tenant, principal));
    }

    private void awaitCell(Tenant tenant, List<Outbox.Change> changes, String done) {
        if (!outbox.awaitPublished(tenant, changes, Outbox.PATIENCE)) {
            throw Refusal.unavailable(
                    done
                            + ", but the cell has not acknowledged it yet; it will as soon as it is back. Asking again is safe.");
        }
    }

    /// `User:` and an id, as principals are written outside.
    static String principal(String text) {
        String id = Optional.of(text)
                .filter(given -> given.startsWith("User:"))
                .map(given -> given.substring("User:".length()))
                .orElse("");
        if (!id.matches("(u|sa)-[a-z0-9]{1,64}")) {
            throw Refusal.field(
                    "/principal",
                    "principal must be User: and the id of a person (u-...) or a service account (sa-...).");
        }
        return id;
    }
}
