package io.naru.control.binding;

import io.naru.control.access.Caller;
import io.naru.control.access.Grant;
import io.naru.control.access.Reach;
import io.naru.control.access.Right;
import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.http.Ids;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The role bindings of an organization. Every method works in the caller's transaction.
@Singleton
public class Bindings {
    private static final int LIMIT = 10_000;
    private static final int LIMIT_OF_A_PRINCIPAL = 200;

    /// What a list is asked for; empty is not asked for.
    public record Filter(String principal, String roleName, Optional<Scope> scope) {}

    private final BindingRepository bindings;

    Bindings(BindingRepository bindings) {
        this.bindings = bindings;
    }

    /// How a scope is named from outside.
    public static String crn(Tenant tenant, Scope scope) {
        String organization = "crn://naru/organization=" + tenant.organizationId();
        return switch (scope) {
            case Scope.Organization() -> organization;
            case Scope.Environment(String id) -> organization + "/environment=" + id;
            case Scope.Cluster(String environmentId, String lkc) ->
                organization + "/environment=" + environmentId + "/cloud-cluster=" + lkc + "/kafka=" + lkc;
        };
    }

    /// A page of what the caller may see: bindings at scopes whose bindings they manage, and their own.
    public Paging.Page<Binding> list(Caller caller, Filter filter, Paging paging) {
        Reach managed = Reach.of(caller, Right.ROLE_BINDINGS_MANAGE);
        return paging.page(
                bindings.list(
                        caller.tenant().organizationId(),
                        managed.everything(),
                        caller.principal(),
                        managed.environments(),
                        managed.clusters(),
                        filter.principal(),
                        filter.roleName(),
                        filter.scope().map(Bindings::key).orElse(""),
                        Optional.ofNullable(paging.after()).orElse(""),
                        paging.size() + 1),
                Binding::id);
    }

    public Optional<Binding> find(Tenant tenant, String id) {
        return bindings.find(tenant.organizationId(), id);
    }

    /// The binding of this principal, role and scope, if there is one.
    public Optional<Binding> findSame(Tenant tenant, String principal, String roleName, Scope scope) {
        return bindings.findSame(tenant.organizationId(), principal, roleName, key(scope));
    }

    public List<Binding> of(Tenant tenant, String principal) {
        return bindings.of(tenant.organizationId(), principal);
    }

    public List<Grant> grantsOf(Tenant tenant, String principal) {
        return of(tenant, principal).stream()
                .flatMap(binding -> binding.grant().stream())
                .toList();
    }

    public Binding add(
            Tenant tenant, String principal, String roleName, Scope scope, String crnPattern, String createdBy) {
        if (bindings.count(tenant.organizationId()) >= LIMIT) {
            throw Refusal.limitReached(
                    "An organization has at most " + LIMIT
                            + " role bindings. Give roles at an environment or the organization instead of cluster by cluster.");
        }
        if (bindings.countOf(tenant.organizationId(), principal) >= LIMIT_OF_A_PRINCIPAL) {
            throw Refusal.limitReached(
                    "A principal has at most " + LIMIT_OF_A_PRINCIPAL
                            + " role bindings. Give roles at an environment or the organization instead of cluster by cluster.");
        }
        return bindings.add(
                Ids.next("rb-"),
                tenant.organizationId(),
                principal,
                roleName,
                switch (scope) {
                    case Scope.Organization() -> null;
                    case Scope.Environment(String id) -> id;
                    case Scope.Cluster(String environmentId, String _) -> environmentId;
                },
                scope instanceof Scope.Cluster(String _, String lkc) ? lkc : null,
                crnPattern,
                createdBy);
    }

    public void remove(Tenant tenant, Binding binding) {
        if (binding.grant().filter(Bindings::administers).isPresent()) {
            keepAnAdministrator(tenant, binding.principal());
        }
        bindings.remove(tenant.organizationId(), binding.id());
    }

    /// Takes all roles of a principal.
    public void removeOf(Tenant tenant, String principal) {
        keepAnAdministrator(tenant, principal);
        bindings.removeOf(tenant.organizationId(), principal);
    }

    /// Takes all roles at a scope that ends, and inside it.
    public void removeAt(Tenant tenant, Scope scope) {
        switch (scope) {
            case Scope.Organization() -> throw new IllegalArgumentException("an organization does not end");
            case Scope.Environment(String id) -> bindings.removeInEnvironment(tenant.organizationId(), id);
            case Scope.Cluster(String _, String lkc) -> bindings.removeInCluster(tenant.organizationId(), lkc);
        }
    }

    /// People with this role in the whole organization, the oldest binding first.
    public List<String> peopleWith(Tenant tenant, Role role) {
        return bindings.peopleWith(tenant.organizationId(), role.wire());
    }

    private static boolean administers(Grant grant) {
        return grant.role() == Role.ORGANIZATION_ADMIN;
    }

    private void keepAnAdministrator(Tenant tenant, String leaving) {
        bindings.lockOrganization(tenant.organizationId());
        List<String> administrators = peopleWith(tenant, Role.ORGANIZATION_ADMIN);
        if (administrators.size() == 1 && administrators.contains(leaving)) {
            throw Refusal.conflict(
                    "last_administrator",
                    leaving + " is the only person who is OrganizationAdmin. Give somebody else that role first.");
        }
    }

    private static String key(Scope scope) {
        return switch (scope) {
            case Scope.Organization() -> "/";
            case Scope.Environment(String id) -> id + "/";
            case Scope.Cluster(String environmentId, String lkc) -> environmentId + "/" + lkc;
        };
    }
}
