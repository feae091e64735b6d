package io.naru.control.login;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Tenant;
import io.naru.control.http.CallerBinder;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;
import io.naru.control.ratelimit.RateLimits;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class LoginController {
    private final Organizations organizations;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SessionCookies cookies;
    private final Introduction introduction;
    private final RateLimits limits;

    LoginController(
            Organizations organizations,
            Passwords passwords,
            Sessions sessions,
            SessionCookies cookies,
            Introduction introduction,
            RateLimits limits) {
        this.organizations = organizations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookies = cookies;
        this.introduction = introduction;
        this.limits = limits;
    }

    @Post("/login")
    HttpResponse<Me> logIn(HttpRequest<?> request, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String email = input.text("email", 1, 254).strip().toLowerCase(Locale.ROOT);
        String password = input.text("password", 1, 200);
        limits.take(
                RateLimits.LOGINS_FROM_A_HOST,
                request.getRemoteAddress().getAddress().getHostAddress());
        limits.take(RateLimits.LOGINS_OF_AN_ADDRESS, email);
        Optional<Account> account = organizations.accountOf(email);
        if (!passwords.matches(password, account.map(Account::passwordHash))) {
            throw Refusal.wrongCredentials();
        }
        String person = account.orElseThrow().id();
        Tenant home = organizations.homeOf(person).orElseThrow(LoginController::homeless);
        Sessions.Recognised session = sessions.begin(home, person, Origin.of(request));
        return HttpResponse.ok(introduction.of(session.caller(), session.expiresAt()))
                .cookie(cookies.of(session.token().orElseThrow()));
    }

    private static Refusal homeless() {
        return Refusal.forbidden("You are in no organization any more. Ask for an invitation.");
    }

    @Post("/logout")
    HttpResponse<?> logOut(HttpRequest<?> request) {
        CallerBinder.of(request)
                .filter(caller -> caller.kind() == Caller.Kind.SESSION)
                .ifPresent(sessions::end);
        return HttpResponse.noContent().cookie(cookies.cleared());
    }

    @Post("/session/refresh")
    HttpResponse<Me.Session> refresh(Caller caller) {
        Sessions.Recognised renewed = sessions.renew(caller.credential()).orElseThrow(Refusal::sessionEnded);
        return HttpResponse.ok(introduction.session(caller, renewed.expiresAt()))
                .cookie(cookies.of(renewed.token().orElseThrow()));
    }

    @Post("/session/organization")
    HttpResponse<Me> switchOrganization(Caller caller, HttpRequest<?> request, @Body JsonNode body) {
        String wanted = JsonInput.of(body).text("organization_id", 1, 64);
        Organization organization = organizations.ofPerson(caller.principal()).stream()
                .filter(found -> found.id().toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("organization of yours", wanted));
        sessions.end(caller);
        Sessions.Recognised session =
                sessions.begin(new Tenant(organization.id()), caller.principal(), Origin.of(request));
        return HttpResponse.ok(introduction.of(session.caller(), session.expiresAt()))
                .cookie(cookies.of(session.token().orElseThrow()));
    }

    @Get("/me")
    Me me(Caller caller) {
        return introduction.of(caller, Instant.now().plus(Sessions.IDLE_LIFETIME));
    }
}
