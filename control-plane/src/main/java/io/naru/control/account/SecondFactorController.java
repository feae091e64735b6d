package io.naru.control.account;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Unaudited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.login.Origin;
import io.naru.control.login.Passwords;
import io.naru.control.login.SessionCookies;
import io.naru.control.login.Sessions;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;
import io.naru.control.ratelimit.RateLimits;
import io.naru.control.secondfactor.SecondFactors;
import java.util.List;
import java.util.Optional;

/// A person's second factor, set up and turned off.
@Controller("/api/v1/me/second-factor")
@ExecuteOn(TaskExecutors.BLOCKING)
class SecondFactorController {
    /// Shown once.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Secret(String secret, String otpauthUri) {}

    /// Shown once.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record RecoveryCodes(List<String> recoveryCodes) {}

    private final SecondFactors factors;
    private final Organizations organizations;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SessionCookies cookies;
    private final RateLimits limits;

    SecondFactorController(
            SecondFactors factors,
            Organizations organizations,
            Passwords passwords,
            Sessions sessions,
            SessionCookies cookies,
            RateLimits limits) {
        this.factors = factors;
        this.organizations = organizations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookies = cookies;
        this.limits = limits;
    }

    @Post
    @Unaudited("nothing is asked for until a code of the secret is confirmed")
    Secret begin(Caller caller, @Body JsonNode body) {
        Account account = proven(caller, JsonInput.of(body));
        SecondFactors.Begun begun = factors.begin(account.id(), account.email());
        return new Secret(begun.secret(), begun.uri());
    }

    /// Whoever else is logged in as this person showed no second factor, and this session gets a new id.
    @Post("/confirm")
    @Audited("account.second_factor.on")
    HttpResponse<RecoveryCodes> confirm(Caller caller, HttpRequest<?> request, @Body JsonNode body) {
        List<String> codes = factors.confirm(caller.principal(), code(body));
        sessions.endOthers(caller);
        Sessions.Recognised session = sessions.anew(caller, Origin.of(request));
        return HttpResponse.ok(new RecoveryCodes(codes))
                .cookie(cookies.of(session.token().orElseThrow()));
    }

    @Post("/recovery-codes")
    @Audited("account.second_factor.renew_codes")
    RecoveryCodes renew(Caller caller, @Body JsonNode body) {
        factors.require(caller.principal(), code(body));
        return new RecoveryCodes(factors.renewRecoveryCodes(caller.principal()));
    }

    @Post("/off")
    @Audited("account.second_factor.off")
    HttpResponse<?> off(Caller caller, @Body JsonNode body) {
        Account account = proven(caller, JsonInput.of(body));
        organizations.ofPerson(account.id()).stream()
                .filter(Organization::secondFactorRequired)
                .findFirst()
                .ifPresent(organization -> {
                    throw Refusal.conflict(
                            "second_factor_required", organization.displayName() + " requires a second factor.");
                });
        factors.require(account.id(), code(body));
        factors.turnOff(account.id());
        return HttpResponse.noContent();
    }

    private static String code(JsonNode body) {
        return JsonInput.of(body).text("code", 6, SecondFactors.LONGEST_CODE);
    }

    private Account proven(Caller caller, JsonInput input) {
        String password = input.text("password", 1, Passwords.LONGEST);
        Account account =
                organizations.account(caller.tenant(), caller.principal()).orElseThrow(Refusal::sessionEnded);
        limits.take(RateLimits.LOGINS_OF_AN_ADDRESS, account.email());
        if (!passwords.matches(password, Optional.of(account.passwordHash()))) {
            throw Refusal.field(input.pointer("password"), "password is not yours.");
        }
        return account;
    }
}
