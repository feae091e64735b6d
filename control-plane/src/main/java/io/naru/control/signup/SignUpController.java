package io.naru.control.signup;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Language;
import io.naru.control.http.Refusal;
import io.naru.control.login.Introduction;
import io.naru.control.login.Me;
import io.naru.control.login.Origin;
import io.naru.control.login.Passwords;
import io.naru.control.login.SessionCookies;
import io.naru.control.login.Sessions;
import io.naru.control.ratelimit.RateLimits;

@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class SignUpController {
    private final SignUps signUps;
    private final SessionCookies cookies;
    private final Introduction introduction;
    private final RateLimits limits;
    private final Passwords passwords;

    SignUpController(
            SignUps signUps,
            SessionCookies cookies,
            Introduction introduction,
            RateLimits limits,
            Passwords passwords) {
        this.signUps = signUps;
        this.cookies = cookies;
        this.introduction = introduction;
        this.limits = limits;
        this.passwords = passwords;
    }

    @Post("/signup")
    @Audited("account.sign_up")
    HttpResponse<Me> signUp(HttpRequest<?> request, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String email = input.email("email");
        String organizationName = input.text("organization_name", 1, 64).strip();
        if (organizationName.isEmpty()) {
            throw Refusal.field(input.pointer("organization_name"), "organization_name must not be blank.");
        }
        limits.takeSignUp(request);
        String password = passwords.chosen(input, "password", email, organizationName);
        Sessions.Recognised session = signUps.signUp(
                email,
                password,
                organizationName,
                Origin.of(request),
                Language.askedFor(request).orElse(Language.ENGLISH));
        return HttpResponse.created(introduction.of(session.caller(), session.expiresAt()))
                .cookie(cookies.of(session.token().orElseThrow()));
    }
}
