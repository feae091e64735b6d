package io.naru.control.signup;

import io.naru.control.access.Tenant;
import io.naru.control.account.Confirmations;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.environment.Environments;
import io.naru.control.http.Language;
import io.naru.control.http.Refusal;
import io.naru.control.login.Origin;
import io.naru.control.login.Passwords;
import io.naru.control.login.Sessions;
import io.naru.control.organization.Organizations;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.BiFunction;

/// Makes an organization, its first user and the environment `default`: all or nothing.
@Singleton
public class SignUps {
    private final Organizations organizations;
    private final Environments environments;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Confirmations confirmations;
    private final TenantTransactions transactions;

    SignUps(
            Organizations organizations,
            Environments environments,
            Passwords passwords,
            Sessions sessions,
            Confirmations confirmations,
            TenantTransactions transactions) {
        this.organizations = organizations;
        this.environments = environments;
        this.passwords = passwords;
        this.sessions = sessions;
        this.confirmations = confirmations;
        this.transactions = transactions;
    }

    /// Signs somebody up and asks them to confirm their address.
    public Sessions.Recognised signUp(
            String email, String password, String organizationName, Origin origin, Language language) {
        return found(email, password, organizationName, (tenant, person) -> {
            organizations.speak(person, language);
            confirmations.welcome(person, Organizations.address(email), language);
            return sessions.begin(tenant, person, origin);
        });
    }

    /// Makes the same for somebody who needs no mail and no session: who runs this installation.
    public void setUp(String email, String password, String organizationName) {
        found(email, password, organizationName, (_, person) -> {
            organizations.confirmAddress(person, email);
            return person;
        });
    }

    private <T> T found(String email, String password, String organizationName, BiFunction<Tenant, String, T> then) {
        String hash = passwords.hash(password);
        Tenant tenant = new Tenant(UUID.randomUUID());
        try {
            return transactions.in(tenant, () -> {
                String person = organizations.found(tenant, organizationName, email, hash);
                environments.makeFirst(tenant);
                return then.apply(tenant, person);
            });
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "account_email_key")) {
                throw Refusal.conflictAt(
                        "/email", "email_taken", "There is an account with this e-mail. Log in instead.");
            }
            throw e;
        }
    }
}
