package io.naru.control.login;

import io.naru.control.access.Caller;
import io.naru.control.access.Grant;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Tells a logged-in person who they are.
@Singleton
public class Introduction {
    private static final int MOST_ADMINISTRATORS = 5;

    private final Organizations organizations;
    private final InnerScopeRepository scopes;
    private final TenantTransactions transactions;
    private final Sessions sessions;

    Introduction(
            Organizations organizations,
            InnerScopeRepository scopes,
            TenantTransactions transactions,
            Sessions sessions) {
        this.organizations = organizations;
        this.scopes = scopes;
        this.transactions = transactions;
        this.sessions = sessions;
    }

    public Me of(Caller caller, Instant expiresAt) {
        Organization organization = organizations.find(caller.tenant()).orElseThrow(Refusal::sessionEnded);
        Account account =
                organizations.account(caller.tenant(), caller.principal()).orElseThrow(Refusal::sessionEnded);
        boolean signedOn = sessions.isSignedOn(caller);
        List<Organization> reachable = signedOn ? List.of(organization) : organizations.ofPerson(account.id());
        return new Me(
                new Me.User(account.id(), account.email(), account.fullName(), account.emailVerifiedAt() != null),
                view(organization),
                reachable.stream().map(Introduction::view).toList(),
                caller.grants().stream()
                        .map(grant -> new Me.GivenRole(
                                grant.role().wire(), grant.scope().wire()))
                        .toList(),
                rights(caller),
                organizations.administrators(caller.tenant(), MOST_ADMINISTRATORS).stream()
                        .map(person -> new Me.Administrator(person.name(), person.email()))
                        .toList(),
                organization.secondFactorRequired() && account.secondFactorAt() == null && !signedOn,
                session(caller, expiresAt));
    }

    /// The organization's first, then what differs from it.
    private List<Me.RightsAt> rights(Caller caller) {
        Set<Right> everywhere = caller.rightsAt(Scope.organization());
        Stream<Scope> own = caller.grants().stream().map(Grant::scope);
        Stream<Scope> within = caller.grants().stream()
                .map(Grant::scope)
                .filter(Scope.Environment.class::isInstance)
                .map(Scope.Environment.class::cast)
                .distinct()
                .flatMap(environment -> clustersIn(caller, environment));
        Stream<Scope> inner = Stream.concat(own, within)
                .filter(scope -> !caller.rightsAt(scope).equals(everywhere))
                .distinct()
                .sorted(Comparator.comparing(Scope::level).thenComparing(Scope::wire));
        return Stream.concat(Stream.of(Scope.organization()), inner)
                .map(scope -> new Me.RightsAt(
                        scope.wire(),
                        caller.rightsAt(scope).stream()
                                .sorted()
                                .map(Right::wire)
                                .toList()))
                .toList();
    }

    private Stream<Scope> clustersIn(Caller caller, Scope.Environment environment) {
        return transactions
                .in(caller.tenant(), () -> scopes.clustersIn(caller.tenant().organizationId(), environment.id()))
                .stream()
                .map(lkc -> new Scope.Cluster(environment.id(), lkc));
    }

    private static Me.Organization view(Organization organization) {
        return new Me.Organization(organization.id().toString(), organization.displayName());
    }

    Me.Session session(Caller caller, Instant expiresAt) {
        return new Me.Session(sessions.csrfToken(caller), Times.text(expiresAt));
    }
}
