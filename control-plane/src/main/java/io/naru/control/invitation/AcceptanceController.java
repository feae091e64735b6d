package io.naru.control.invitation;

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
import io.naru.control.http.CallerBinder;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Times;
import io.naru.control.login.Introduction;
import io.naru.control.login.Me;
import io.naru.control.login.Origin;
import io.naru.control.login.Passwords;
import io.naru.control.login.SessionCookies;
import io.naru.control.login.Sessions;
import io.naru.control.mail.LinkSecret;
import io.naru.control.ratelimit.RateLimits;
import io.naru.control.secondfactor.SecondFactors;

/// For the person who was invited, logged in or not.
@Controller("/api/v1/invitations")
@ExecuteOn(TaskExecutors.BLOCKING)
class AcceptanceController {
    private final Acceptances acceptances;
    private final SessionCookies cookies;
    private final Introduction introduction;
    private final Passwords passwords;
    private final RateLimits limits;

    AcceptanceController(
            Acceptances acceptances,
            SessionCookies cookies,
            Introduction introduction,
            Passwords passwords,
            RateLimits limits) {
        this.acceptances = acceptances;
        this.cookies = cookies;
        this.introduction = introduction;
        this.passwords = passwords;
        this.limits = limits;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(String organization, String email, boolean hasAccount, String expiresAt) {}

    @Post("/preview")
    @Unaudited("it changes nothing")
    View preview(HttpRequest<?> request, @Body JsonNode body) {
        LinkSecret secret = secret(JsonInput.of(body));
        limits.takeOfHost(RateLimits.LINKS_FROM_A_HOST, request);
        Acceptances.Preview preview = acceptances.preview(secret);
        return new View(
                preview.organization(),
                preview.invitation().email(),
                preview.hasAccount(),
                Times.text(preview.invitation().expiresAt()));
    }

    @Post("/accept")
    @Audited("invitation.accept")
    HttpResponse<Me> accept(HttpRequest<?> request, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        LinkSecret secret = secret(input);
        String fullName = input.optionalText("full_name", 0, 100).orElse("").strip();
        Acceptances.Answer answer = new Acceptances.Answer(
                CallerBinder.of(request).filter(caller -> caller.kind() == Caller.Kind.SESSION),
                fullName,
                input.optionalText("password", 0, Passwords.LONGEST).orElse(""),
                input.optionalText("code", 0, SecondFactors.LONGEST_CODE)
                        .orElse("")
                        .strip(),
                address -> passwords.chosen(input, "password", address, fullName),
                Origin.of(request));
        limits.takeOfHost(RateLimits.LINKS_FROM_A_HOST, request);
        Sessions.Recognised session = acceptances.accept(secret, answer);
        return HttpResponse.ok(introduction.of(session.caller(), session.expiresAt()))
                .cookie(cookies.of(session.token().orElseThrow()));
    }

    private static LinkSecret secret(JsonInput input) {
        return new LinkSecret(input.text("token", 1, 200));
    }
}
