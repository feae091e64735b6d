package io.naru.control.login;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.naru.control.http.OwnCookies;
import java.util.Optional;

/// The cookie that carries a session's token. Its own age is the session's; the token inside is shorter-lived. Over
/// TLS its name begins with `__Host-`, so that no neighbouring host can put one of its own in its place (RFC 6265bis).
@ServerFilter({"/api/**", "/org/**", "/cmk/**", "/iam/**", "/kafka/**", "/metrics/**"})
public class SessionCookies {
    private static final String NAME = "naru_session";
    private static final String RENEWED = "naru.session-token";

    private final OwnCookies cookies;

    SessionCookies(OwnCookies cookies) {
        this.cookies = cookies;
    }

    static void renewed(HttpRequest<?> request, String token) {
        request.setAttribute(RENEWED, token);
    }

    public Cookie of(String token) {
        return cookies.of(NAME, token).maxAge(Sessions.IDLE_LIFETIME);
    }

    Cookie cleared() {
        return cookies.of(NAME, "").maxAge(0);
    }

    /// The token that a request carries.
    Optional<String> tokenOf(HttpRequest<?> request) {
        return cookies.in(request, NAME);
    }

    @ResponseFilter
    void carryRenewed(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!response.getCookies().contains(cookies.name(NAME))) {
            request.getAttribute(RENEWED, String.class).ifPresent(token -> response.cookie(of(token)));
        }
    }
}
