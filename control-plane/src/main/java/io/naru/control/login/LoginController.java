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
import io.naru.control.audit.Actor;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Refusals;
import io.naru.control.audit.Unaudited;
import io.naru.control.http.CallerAddress;
import io.naru.control.http.CallerBinder;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Language;
import io.naru.control.http.Refusal;
import io.naru.control.http.RequestIds;
import io.naru.control.http.Times;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;
import io.naru.control.ratelimit.RateLimits;
import io.naru.control.secondfactor.SecondFactors;
import java.time.Instant;
import java.util.List;
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
    private final Refusals refusals;
    private final SecondFactors secondFactors;
    private final Challenges challenges;

    LoginController(
            Organizations organizations,
            Passwords passwords,
            Sessions sessions,
            SessionCookies cookies,
            Introduction introduction,
            RateLimits limits,
            Refusals refusals,
            SecondFactors secondFactors,
            Challenges challenges) {
        this.organizations = organizations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookies = cookies;
        this.introduction = introduction;
        this.limits = limits;
        this.refusals = refusals;
        this.secondFactors = secondFactors;
        this.challenges = challenges;
    }

    @Post("/login")
    @Audited("session.log_in")
    HttpResponse<?> logIn(HttpRequest<?> request, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String email = input.text("email", 1, 254).strip().toLowerCase(Locale.ROOT);
        String password = input.text("password", 1, 200);
        limits.take(request, RateLimits.LOGINS_FROM_A_HOST, CallerAddress.textOf(request));
        limits.take(RateLimits.LOGINS_OF_AN_ADDRESS, email);
        Optional<Account> account = organizations.accountOf(email);
        // Asked for nobody too, so that it takes the same time.
        List<Organization> homes =
                organizations.ofPerson(account.map(Account::id).orElse("nobody"));
        if (!passwords.matches(password, account.map(Account::passwordHash))) {
            homes.forEach(home -> refused(request, new Tenant(home.id()), email));
            throw Refusal.wrongCredentials();
        }
        String person = account.orElseThrow().id();
        Language.askedFor(request).ifPresent(language -> organizations.speak(person, language));
        if (secondFactors.isOn(person)) {
            Challenges.Challenge challenge = challenges.of(person);
            return HttpResponse.ok(new SecondFactorNeeded(
                    new SecondFactorNeeded.Challenge(challenge.text(), Times.text(challenge.expiresAt()))));
        }
        return enter(request, homes, person);
    }

    @Post("/login/second-factor")
    @Audited("session.log_in")
    HttpResponse<?> logInWithSecondFactor(HttpRequest<?> request, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String code = input.text("code", 6, SecondFactors.LONGEST_CODE);
        limits.takeOfHost(RateLimits.LOGINS_FROM_A_HOST, request);
        String person = challenges.personOf(input.text("challenge", 1, 2000));
        List<Organization> homes = organizations.ofPerson(person);
        try {
            secondFactors.require(person, code);
        } catch (Refusal wrong) {
            homes.forEach(home -> refused(request, new Tenant(home.id()), person));
            throw wrong;
        }
        return enter(request, homes, person);
    }

    private HttpResponse<Me> enter(HttpRequest<?> request, List<Organization> homes, String person) {
        Tenant home = homes.stream()
                .map(each -> new Tenant(each.id()))
                .filter(each -> sessions.admitsPassword(each, person))
                .findFirst()
                .orElseThrow(homes.isEmpty() ? LoginController::homeless : Refusal::singleSignOnRequired);
        Sessions.Recognised session = sessions.begin(home, person, Origin.of(request));
        return HttpResponse.ok(introduction.of(session.caller(), session.expiresAt()))
                .cookie(cookies.of(session.token().orElseThrow()));
    }

    private void refused(HttpRequest<?> request, Tenant tenant, String email) {
        Refusal wrong = Refusal.wrongCredentials();
        refusals.add(new Refusals.Refused(
                tenant,
                Actor.claiming(email),
                CallerAddress.textOf(request),
                "session.log_in",
                null,
                null,
                wrong.code(),
                wrong.detail(),
                RequestIds.of(request)));
    }

    private static Refusal homeless() {
        return Refusal.forbidden("You are in no organization any more. Ask for an invitation.");
    }

    @Post("/logout")
    @Audited("session.log_out")
    HttpResponse<?> logOut(HttpRequest<?> request) {
        CallerBinder.of(request)
                .filter(caller -> caller.kind() == Caller.Kind.SESSION)
                .ifPresent(sessions::end);
        return HttpResponse.noContent().cookie(cookies.cleared());
    }

    @Post("/session/refresh")
    @Unaudited("Only prolongs a session that there is.")
    HttpResponse<Me.Session> refresh(Caller caller) {
        Sessions.Recognised renewed = sessions.renew(caller.credential()).orElseThrow(Refusal::sessionEnded);
        return HttpResponse.ok(introduction.session(caller, renewed.expiresAt()))
                .cookie(cookies.of(renewed.token().orElseThrow()));
    }

    @Post("/session/organization")
    @Audited("session.switch_organization")
    HttpResponse<Me> switchOrganization(Caller caller, HttpRequest<?> request, @Body JsonNode body) {
        String wanted = JsonInput.of(body).text("organization_id", 1, 64);
        if (sessions.isSignedOn(caller)) {
            throw Refusal.forbidden(
                    "This session began by single sign-on and is good in its organization only. Log out,"
                            + " then log in with your password for another.");
        }
        Organization organization = organizations.ofPerson(caller.principal()).stream()
                .filter(found -> found.id().toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("organization of yours", wanted));
        Tenant there = new Tenant(organization.id());
        sessions.requirePasswordDoor(there, caller.principal());
        sessions.end(caller);
        Sessions.Recognised session = sessions.begin(there, caller.principal(), Origin.of(request));
        return HttpResponse.ok(introduction.of(session.caller(), session.expiresAt()))
                .cookie(cookies.of(session.token().orElseThrow()));
    }

    @Get("/me")
    Me me(Caller caller) {
        return introduction.of(caller, Instant.now().plus(Sessions.IDLE_LIFETIME));
    }
}
