package io.naru.control.login;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.naru.control.access.Caller;
import io.naru.control.http.ApiPaths;
import io.naru.control.http.CallerAddress;
import io.naru.control.http.CallerBinder;
import io.naru.control.http.Refusal;
import io.naru.control.ratelimit.RateLimits;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Finds out who makes a request: by an API key over HTTP Basic, else by the session's cookie. A cookie
/// needs the CSRF header where something may change.
@Singleton
class CallerFetcher implements AuthenticationFetcher<HttpRequest<?>> {
    static final String CSRF_HEADER = "Naru-CSRF-Token";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /// For people who are not logged in; whose cookie comes with it does not matter.
    private static final Set<String> OPEN = Set.of(
            "/api/v1/login",
            "/api/v1/login/second-factor",
            "/api/v1/login/oidc",
            "/api/v1/login/oidc/callback",
            "/api/v1/signup",
            "/api/v1/password/forgot",
            "/api/v1/password/reset",
            "/api/v1/email/verify",
            "/api/v1/invitations/preview",
            "/api/v1/mailbox");

    private final Sessions sessions;
    private final SessionCookies cookies;
    private final KeyAuthenticator keys;
    private final RateLimits limits;
    private final Scheduler blocking;

    CallerFetcher(
            Sessions sessions,
            SessionCookies cookies,
            KeyAuthenticator keys,
            RateLimits limits,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.keys = keys;
        this.limits = limits;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        String path = request.getPath();
        if (!ApiPaths.contain(path) || OPEN.contains(path)) {
            return Mono.empty();
        }
        return Mono.fromCallable(() -> caller(request))
                .subscribeOn(blocking)
                .flatMap(Mono::justOrEmpty)
                .map(CallerBinder::authentication);
    }

    private Optional<Caller> caller(HttpRequest<?> request) {
        Optional<String> authorization = request.getHeaders().getFirst("Authorization");
        return authorization.isPresent() ? byKey(request, authorization.get()) : byCookie(request);
    }

    private Optional<Caller> byKey(HttpRequest<?> request, String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String decoded;
        try {
            byte[] bytes = Base64.getDecoder().decode(authorization.substring(6).strip());
            decoded = new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        return keys.authenticate(
                        decoded.substring(0, colon), decoded.substring(colon + 1), CallerAddress.textOf(request))
                .filter(caller -> isFor(caller, request.getPath()))
                .map(caller -> {
                    limits.take(request, caller);
                    return caller;
                });
    }

    /// A cluster key opens its cluster only, a Cloud key everything but the console's own paths.
    private static boolean isFor(Caller caller, String path) {
        return switch (caller.kind()) {
            case CLUSTER_KEY -> path.startsWith("/kafka/");
            case CLOUD_KEY -> !path.startsWith("/api/");
            case SESSION -> true;
        };
    }

    /// What somebody may do who still has to set up a second factor: that, and leaving.
    private static boolean isOwnAffair(Caller caller, String path) {
        return path.equals("/api/v1/me")
                || path.startsWith("/api/v1/me/")
                || path.startsWith("/api/v1/session")
                || path.equals("/api/v1/logout")
                || path.equals("/iam/v2/users/" + caller.principal());
    }

    private Optional<Caller> byCookie(HttpRequest<?> request) {
        Optional<Sessions.Recognised> recognised = cookies.tokenOf(request).flatMap(sessions::recognise);
        if (recognised.isEmpty()) {
            return Optional.empty();
        }
        Caller caller = recognised.get().caller();
        String presented = request.getHeaders().getFirst(CSRF_HEADER).orElse("");
        if (!SAFE.contains(request.getMethod()) && !sessions.isCsrfToken(caller, presented)) {
            CallerBinder.refuse(request, caller);
            throw Refusal.csrf();
        }
        limits.take(request, caller);
        if (recognised.get().factorMissing() && !isOwnAffair(caller, request.getPath())) {
            CallerBinder.refuse(request, caller);
            throw Refusal.secondFactorRequired();
        }
        recognised.get().token().ifPresent(token -> SessionCookies.renewed(request, token));
        return Optional.of(caller);
    }
}
