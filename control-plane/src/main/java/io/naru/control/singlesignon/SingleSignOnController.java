package io.naru.control.singlesignon;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Rights;
import io.naru.control.http.Times;
import io.naru.control.ratelimit.RateLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Single sign-on, for those who manage the organization.
@Controller("/api/v1/single-sign-on")
@ExecuteOn(TaskExecutors.BLOCKING)
class SingleSignOnController {
    private final SingleSignOns settings;
    private final RateLimits limits;
    private final PublicUrls urls;

    SingleSignOnController(SingleSignOns settings, RateLimits limits, PublicUrls urls) {
        this.settings = settings;
        this.limits = limits;
        this.urls = urls;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(
            boolean enabled,
            @Nullable String issuer,
            @Nullable String clientId,
            List<DomainView> domains,
            boolean required,
            @Nullable String defaultRole,
            @Nullable String passwordMember,
            String redirectUrl,
            String signInUrl,
            @Nullable String updatedAt) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record DomainView(
            String name,
            boolean proven,
            @Nullable String recordName,
            @Nullable String recordValue) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record TestView(List<CheckView> checks) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record CheckView(
            String name,
            @Nullable String subject,
            boolean passed,
            @Nullable String detail) {}

    @Get
    View get(Caller caller) {
        requireRight(caller);
        return view(caller.tenant());
    }

    @Put
    @Audited("single_sign_on.set")
    View set(Caller caller, @Body JsonNode body) {
        requireRight(caller);
        Wanted wanted = Wanted.of(JsonInput.of(body));
        takeCall(caller);
        settings.set(caller, wanted);
        return view(caller.tenant());
    }

    @Delete
    @Audited("single_sign_on.remove")
    HttpResponse<?> remove(Caller caller) {
        requireRight(caller);
        settings.remove(caller.tenant());
        return HttpResponse.noContent();
    }

    @Post("/test")
    @Audited("single_sign_on.test")
    TestView test(Caller caller) {
        requireRight(caller);
        takeCall(caller);
        return new TestView(settings.test(caller.tenant()).stream()
                .map(check -> new CheckView(check.name(), check.subject(), check.trouble() == null, check.trouble()))
                .toList());
    }

    private static void requireRight(Caller caller) {
        Rights.require(caller, Right.ORGANIZATION_MANAGE, Scope.organization());
    }

    private void takeCall(Caller caller) {
        limits.take(
                RateLimits.PROVIDER_TESTS_OF_AN_ORGANIZATION,
                caller.tenant().organizationId().toString());
    }

    private View view(Tenant tenant) {
        SingleSignOns.State state = settings.of(tenant);
        SingleSignOn set = state.settings().orElse(null);
        return new View(
                set != null,
                set == null ? null : set.issuer(),
                set == null ? null : set.clientId(),
                state.domains().stream().map(SingleSignOnController::view).toList(),
                set != null && set.required(),
                set == null ? null : set.defaultRole(),
                set == null ? null : set.passwordMember(),
                settings.redirectUrl(),
                urls.at("/api/v1/login/oidc?organization=" + tenant.organizationId()),
                set == null ? null : Times.text(set.updatedAt()));
    }

    private static DomainView view(Domain domain) {
        return domain.isProven()
                ? new DomainView(domain.name(), true, null, null)
                : new DomainView(domain.name(), false, domain.recordName(), domain.recordValue());
    }
}
