package io.naru.control.account;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.login.Introduction;
import io.naru.control.login.Me;
import io.naru.control.login.Origin;
import io.naru.control.login.Passwords;
import io.naru.control.login.SessionCookies;
import io.naru.control.login.Sessions;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import io.naru.control.ratelimit.RateLimits;
import java.time.Instant;
import java.util.Optional;

/// What a person changes of their own account.
@Controller("/api/v1/me")
@ExecuteOn(TaskExecutors.BLOCKING)
class MyselfController {
    private final Organizations organizations;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SessionCookies cookies;
    private final Introduction introduction;
    private final RateLimits limits;
    private final PasswordResets resets;

    MyselfController(
            Organizations organizations,
            Passwords passwords,
            Sessions sessions,
            SessionCookies cookies,
            Introduction introduction,
            RateLimits limits,
            PasswordResets resets) {
        this.organizations = organizations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookies = cookies;
        this.introduction = introduction;
        this.limits = limits;
        this.resets = resets;
    }

    @Patch
    @Audited("account.update")
    Me rename(Caller caller, @Body JsonNode body) {
        organizations.rename(
                caller.tenant(),
                caller.principal(),
                JsonInput.of(body).text("full_name", 0, 100).strip());
        return introduction.of(caller, Instant.now().plus(Sessions.IDLE_LIFETIME));
    }

    /// Whoever else is logged in as this person is not after it, and this session gets a new id.
    @Post("/password")
    @Audited("account.change_password")
    HttpResponse<?> changePassword(Caller caller, HttpRequest<?> request, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String current = input.text("current_password", 1, Passwords.LONGEST);
        Account account =
                organizations.account(caller.tenant(), caller.principal()).orElseThrow(Refusal::sessionEnded);
        limits.take(RateLimits.LOGINS_OF_AN_ADDRESS, account.email());
        if (!passwords.matches(current, Optional.of(account.passwordHash()))) {
            throw Refusal.field(input.pointer("current_password"), "current_password is not your password.");
        }
        String wanted = passwords.chosen(input, "new_password", account.email(), account.fullName());
        organizations.changePassword(caller.tenant(), account.id(), passwords.hash(wanted));
        resets.changed(account);
        sessions.endOthers(caller);
        Sessions.Recognised session = sessions.anew(caller, Origin.of(request));
        return HttpResponse.noContent().cookie(cookies.of(session.token().orElseThrow()));
    }
}
