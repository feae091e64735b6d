package io.naru.control.account;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Unaudited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.login.Passwords;
import io.naru.control.mail.LinkSecret;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import io.naru.control.ratelimit.RateLimits;
import java.util.Optional;

/// A person's address: confirming it, and changing it.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class EmailController {
    private final Confirmations confirmations;
    private final Organizations organizations;
    private final Passwords passwords;
    private final RateLimits limits;

    EmailController(Confirmations confirmations, Organizations organizations, Passwords passwords, RateLimits limits) {
        this.confirmations = confirmations;
        this.organizations = organizations;
        this.passwords = passwords;
        this.limits = limits;
    }

    /// The link of a mail is opened by who has the mail, logged in or not.
    @Post("/email/verify")
    @Audited("account.email.confirm")
    HttpResponse<?> verify(HttpRequest<?> request, @Body JsonNode body) {
        LinkSecret secret = new LinkSecret(JsonInput.of(body).text("token", 1, 200));
        limits.takeOfHost(RateLimits.LINKS_FROM_A_HOST, request);
        confirmations.confirm(secret);
        return HttpResponse.noContent();
    }

    @Post("/me/email/verification")
    @Unaudited("it only sends a mail")
    HttpResponse<?> sendAgain(Caller caller) {
        Account account = account(caller);
        if (account.emailVerifiedAt() == null) {
            limits.take(RateLimits.CONFIRMATIONS_OF_A_PERSON, account.id());
            confirmations.sendAgain(account);
        }
        return HttpResponse.accepted();
    }

    @Post("/me/email")
    @Audited("account.email.change")
    HttpResponse<?> change(Caller caller, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String address = Organizations.address(input.email("email"));
        String password = input.text("password", 1, Passwords.LONGEST);
        Account account = account(caller);
        limits.take(RateLimits.LOGINS_OF_AN_ADDRESS, account.email());
        if (!passwords.matches(password, Optional.of(account.passwordHash()))) {
            throw Refusal.field(input.pointer("password"), "password is not your password.");
        }
        if (address.equals(account.email())) {
            throw Refusal.field(input.pointer("email"), "email is your address already.");
        }
        limits.take(RateLimits.CONFIRMATIONS_OF_A_PERSON, account.id());
        confirmations.change(account, address);
        return HttpResponse.accepted();
    }

    private Account account(Caller caller) {
        return organizations.account(caller.tenant(), caller.principal()).orElseThrow(Refusal::sessionEnded);
    }
}
