package io.naru.control.singlesignon;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Actor;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Refusals;
import io.naru.control.http.CallerAddress;
import io.naru.control.http.ErrorAnswers;
import io.naru.control.http.OwnCookies;
import io.naru.control.http.Refusal;
import io.naru.control.http.RequestIds;
import io.naru.control.login.Origin;
import io.naru.control.login.SessionCookies;
import io.naru.control.ratelimit.RateLimits;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Where browsers go to sign in and come back to. They are people's, so every answer leads on to a page:
/// what went wrong is told by the login page, in words of its own.
@Controller("/api/v1/login/oidc")
@ExecuteOn(TaskExecutors.BLOCKING)
class SignOnController {
    private static final String COOKIE = "naru_sign_on";
    private static final int TOO_MANY = 429;

    private final SignOns signOns;
    private final SingleSignOns settings;
    private final SessionCookies sessionCookies;
    private final RateLimits limits;
    private final Refusals refusals;
    private final OwnCookies cookies;

    SignOnController(
            SignOns signOns,
            SingleSignOns settings,
            SessionCookies sessionCookies,
            RateLimits limits,
            Refusals refusals,
            OwnCookies cookies) {
        this.signOns = signOns;
        this.settings = settings;
        this.sessionCookies = sessionCookies;
        this.limits = limits;
        this.refusals = refusals;
        this.cookies = cookies;
    }

    @Get
    HttpResponse<?> begin(HttpRequest<?> request) {
        try {
            limits.takeOfHost(RateLimits.LOGINS_FROM_A_HOST, request);
            HttpParameters asked = request.getParameters();
            Tenant tenant = tenant(asked).orElseThrow(() -> SignOnRefused.of(SignOnProblem.NO_SINGLE_SIGN_ON));
            SignOns.Begun begun =
                    signOns.begin(tenant, pathOf(asked.getFirst("return_to").orElse("/")));
            return to(begun.address())
                    .cookie(cookies.of(COOKIE, begun.verifier()).maxAge(SignOns.LIFETIME));
        } catch (SignOnRefused e) {
            return refused(request, e);
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private Optional<Tenant> tenant(HttpParameters asked) {
        Optional<String> organization = asked.getFirst("organization");
        if (organization.isPresent()) {
            try {
                return Optional.of(new Tenant(UUID.fromString(organization.get())));
            } catch (IllegalArgumentException notAnId) {
                return Optional.empty();
            }
        }
        return asked.getFirst("domain")
                .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                .filter(domain -> domain.length() <= 253 && domain.indexOf('\0') < 0)
                .flatMap(settings::ownerOf);
    }

    /// A path of the console and nothing else, so that nobody is led away from here.
    private static String pathOf(String returnTo) {
        boolean ours = returnTo.matches("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?") && returnTo.length() <= 500;
        return ours ? returnTo : "/";
    }

    @Get("/callback")
    @Audited("session.log_in")
    HttpResponse<?> finish(HttpRequest<?> request) {
        try {
            limits.takeOfHost(RateLimits.LOGINS_FROM_A_HOST, request);
            SignOns.Finished finished = signOns.finish(returned(request), Origin.of(request));
            return to(finished.returnTo())
                    .cookie(sessionCookies.of(finished.session().token().orElseThrow()))
                    .cookie(cookies.of(COOKIE, "").maxAge(0));
        } catch (SignOnRefused e) {
            return refused(request, e).cookie(cookies.of(COOKIE, "").maxAge(0));
        } catch (RuntimeException e) {
            return failed(e).cookie(cookies.of(COOKIE, "").maxAge(0));
        }
    }

    private SignOns.Return returned(HttpRequest<?> request) {
        HttpParameters told = request.getParameters();
        return new SignOns.Return(
                told.getFirst("state").orElse("").replace("\0", ""),
                told.getFirst("code").filter(code -> !code.isBlank()).orElse(null),
                told.getFirst("iss").orElse(null),
                told.getFirst("error").filter("access_denied"::equals).isPresent(),
                cookies.in(request, COOKIE).orElse(null));
    }

    private MutableHttpResponse<?> refused(HttpRequest<?> request, SignOnRefused refused) {
        Tenant tenant = refused.tenant();
        if (tenant != null) {
            refusals.add(new Refusals.Refused(
                    tenant,
                    Actor.claiming(refused.who().isEmpty() ? "single sign-on" : refused.who()),
                    CallerAddress.textOf(request),
                    "session.log_in",
                    null,
                    null,
                    refused.problem().code(),
                    refused.sentence(),
                    RequestIds.of(request)));
        }
        return toLogin(refused.problem());
    }

    private static MutableHttpResponse<?> failed(RuntimeException failure) {
        Refusal refusal = ErrorAnswers.refusal(failure);
        return toLogin(refusal.status() == TOO_MANY ? SignOnProblem.TOO_MANY : SignOnProblem.UNAVAILABLE);
    }

    private static MutableHttpResponse<?> toLogin(SignOnProblem problem) {
        return to("/single-sign-on?problem=" + problem.code());
    }

    private static MutableHttpResponse<?> to(String address) {
        return HttpResponse.status(HttpStatus.FOUND).header("Location", address);
    }
}
