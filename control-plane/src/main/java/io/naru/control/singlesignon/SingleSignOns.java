package io.naru.control.singlesignon;

import io.naru.control.access.Caller;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.identityprovider.Finding;
import io.naru.control.identityprovider.ProviderClient;
import io.naru.control.identityprovider.ProviderFailure;
import io.naru.control.identityprovider.Providers;
import io.naru.control.login.Sessions;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import io.naru.control.seal.SealKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an organization's administrators set up.
@Singleton
public class SingleSignOns {
    static final String CALLBACK = "/api/v1/login/oidc/callback";
    private static final int PROOF_CHARACTERS = 24;
    private static final int MOST_ADMINISTRATORS = 1_000;

    /// How it is now.
    ///
    /// @param settings empty when nothing is set up
    record State(Optional<SingleSignOn> settings, List<Domain> domains) {}

    /// What came out of one step of a test.
    ///
    /// @param subject the domain it is about; null for the provider's
    /// @param trouble null when it went well
    record Check(
            String name, @Nullable String subject, @Nullable String trouble) {}

    private final SingleSignOnRepository settings;
    private final DomainRepository domains;
    private final DomainProof proof;
    private final Providers providers;
    private final Organizations organizations;
    private final Sessions sessions;
    private final SealKey seal;
    private final Audit audit;
    private final TenantTransactions transactions;
    private final PublicUrls urls;

    SingleSignOns(
            SingleSignOnRepository settings,
            DomainRepository domains,
            DomainProof proof,
            Providers providers,
            Organizations organizations,
            Sessions sessions,
            SealKey seal,
            Audit audit,
            TenantTransactions transactions,
            PublicUrls urls) {
        this.settings = settings;
        this.domains = domains;
        this.proof = proof;
        this.providers = providers;
        this.organizations = organizations;
        this.sessions = sessions;
        this.seal = seal;
        this.audit = audit;
        this.transactions = transactions;
        this.urls = urls;
    }

    State of(Tenant tenant) {
        UUID organization = tenant.organizationId();
        return transactions.in(tenant, () -> new State(settings.find(organization), domains.list(organization)));
    }

    /// The organization that has proven a domain.
    Optional<Tenant> ownerOf(String domain) {
        return transactions
                .presenting(domain, () -> domains.findPresented(domain))
                .map(found -> new Tenant(found.organizationId()));
    }

    ProviderClient client(SingleSignOn set) {
        return new ProviderClient(set.issuer(), set.clientId(), seal.opened(set.clientSecret()));
    }

    /// Where providers send people back to.
    String redirectUrl() {
        return urls.at(CALLBACK);
    }

    void set(Caller caller, Wanted wanted) {
        Optional<SingleSignOn> now = of(caller.tenant()).settings();
        String secret = secret(wanted, now);
        String passwordMember = wanted.passwordMember(caller, now);
        requireAdministrator(caller.tenant(), passwordMember);
        try {
            providers.requireProvider(wanted.issuer());
        } catch (ProviderFailure e) {
            throw Refusal.field("/issuer", e.sentence());
        }
        try {
            write(caller.tenant(), wanted, secret, passwordMember);
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "single_sign_on_domain_once")) {
                throw Refusal.field("/domains", "One of these domains is another organization's here.");
            }
            throw e;
        }
    }

    /// Sealed. A secret is not handed on to another provider than it was given for.
    private String secret(Wanted wanted, Optional<SingleSignOn> now) {
        String given = wanted.clientSecret();
        if (given != null) {
            return seal.sealed(given);
        }
        return now.filter(before -> before.issuer().equals(wanted.issuer())
                        && before.clientId().equals(wanted.clientId()))
                .map(SingleSignOn::clientSecret)
                .orElseThrow(() -> Refusal.field(
                        "/client_secret",
                        "client_secret is missing: issuer and client_id are not those it was kept for."));
    }

    private void requireAdministrator(Tenant tenant, String person) {
        boolean is = organizations.administrators(tenant, MOST_ADMINISTRATORS).stream()
                .map(Account::id)
                .anyMatch(person::equals);
        if (!is) {
            throw Refusal.field("/password_member", person + " is no OrganizationAdmin here.");
        }
    }

    private void write(Tenant tenant, Wanted wanted, String secret, String passwordMember) {
        UUID organization = tenant.organizationId();
        transactions.in(tenant, () -> {
            Map<String, Object> before = facts(tenant);
            settings.set(
                    organization,
                    wanted.issuer(),
                    wanted.clientId(),
                    secret,
                    wanted.required(),
                    wanted.defaultRole(),
                    passwordMember);
            domains.removeOthers(organization, wanted.domains());
            wanted.domains()
                    .forEach(name -> domains.add(organization, name, Ids.capitals(PROOF_CHARACTERS), proof.isGiven()));
            if (wanted.required()) {
                sessions.endThoseByPassword(tenant, passwordMember);
            }
            audit.record(
                    tenant,
                    Change.of(organization.toString(), wanted.issuer())
                            .between(before, facts(tenant))
                            .field("client_secret", null, wanted.clientSecret() == null ? null : "changed"));
            return true;
        });
    }

    private Map<String, Object> facts(Tenant tenant) {
        State state = of(tenant);
        Map<String, Object> facts = new LinkedHashMap<>();
        state.settings().ifPresent(set -> {
            facts.put("issuer", set.issuer());
            facts.put("client_id", set.clientId());
            facts.put("required", Boolean.toString(set.required()));
            facts.put("password_member", set.passwordMember());
            facts.put("domains", state.domains().stream().map(Domain::name).toList());
            String role = set.defaultRole();
            if (role != null) {
                facts.put("default_role", role);
            }
        });
        return facts;
    }

    /// Turns it off. Who came in by it leaves.
    void remove(Tenant tenant) {
        transactions.in(tenant, () -> {
            Map<String, Object> before = facts(tenant);
            if (settings.remove(tenant.organizationId()) > 0) {
                sessions.endSignedOn(tenant);
                audit.record(
                        tenant,
                        Change.of(tenant.organizationId().toString(), null).between(before, Map.of()));
            }
            return true;
        });
    }

    /// Tries the provider, and looks for the records of domains that are not proven yet.
    List<Check> test(Tenant tenant) {
        State state = of(tenant);
        SingleSignOn set = state.settings()
                .orElseThrow(() -> Refusal.conflict(
                        "no_single_sign_on", "Single sign-on is not set up. Set it up, then test it."));
        List<Check> checks = new ArrayList<>();
        for (Finding finding : providers.examine(client(set), redirectUrl())) {
            checks.add(new Check(finding.name(), null, finding.trouble()));
        }
        state.domains().forEach(domain -> checks.add(new Check("domain", domain.name(), proven(tenant, domain))));
        audit.record(tenant, Change.of(tenant.organizationId().toString(), set.issuer()));
        return checks;
    }

    private @Nullable String proven(Tenant tenant, Domain domain) {
        if (domain.isProven()) {
            return null;
        }
        if (!proof.isFound(domain)) {
            return "There is no DNS record of type TXT " + domain.recordName() + " with " + domain.recordValue()
                    + " yet. New records may take an hour to be seen.";
        }
        try {
            transactions.in(tenant, () -> {
                domains.prove(tenant.organizationId(), domain.name());
                return true;
            });
            return null;
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "single_sign_on_domain_once")) {
                return "Another organization has proven this domain.";
            }
            throw e;
        }
    }
}
