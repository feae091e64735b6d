package io.naru.control.account;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Unaudited;
import io.naru.control.http.JsonInput;
import io.naru.control.login.Passwords;
import io.naru.control.mail.LinkSecret;
import io.naru.control.organization.Organizations;
import io.naru.control.ratelimit.RateLimits;

/// For people who cannot log in.
@Controller("/api/v1/password")
@ExecuteOn(TaskExecutors.BLOCKING)
class PasswordController {
    private final PasswordResets resets;
    private final Passwords passwords;
    private final RateLimits limits;

    PasswordController(PasswordResets resets, Passwords passwords, RateLimits limits) {
        this.resets = resets;
        this.passwords = passwords;
        this.limits = limits;
    }

    @Post("/forgot")
    @Unaudited("who asks is not known, and an answer that tells nothing leaves nothing to read")
    HttpResponse<?> forgot(HttpRequest<?> request, @Body JsonNode body) {
        String address = Organizations.address(JsonInput.of(body).email("email"));
        limits.takeOfHost(RateLimits.LINKS_FROM_A_HOST, request);
        limits.take(RateLimits.RESETS_OF_AN_ADDRESS, address);
        resets.send(address);
        return HttpResponse.accepted();
    }

    @Post("/reset")
    @Audited("account.password.reset")
    HttpResponse<?> reset(HttpRequest<?> request, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        LinkSecret secret = new LinkSecret(input.text("token", 1, 200));
        limits.takeOfHost(RateLimits.LINKS_FROM_A_HOST, request);
        resets.reset(secret, account -> passwords.chosen(input, "password", account.email(), account.fullName()));
        return HttpResponse.noContent();
    }
}
