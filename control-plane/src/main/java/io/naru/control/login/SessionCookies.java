package io.naru.control.login;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.naru.control.http.PublicUrls;
import java.util.Optional;

/// The cookie that carries a session's token. Its own age is the session's; the token inside is shorter-lived. Over
/// TLS its name begins with `__Host-`, so that no neighbouring host can put one of its own in its place (RFC 6265bis).
@ServerFilter({"/api/**", "/org/**", "/cmk/**", "/iam/**", "/kafka/**", "/metrics/**"})
public class SessionCookies {
    private static final String NAME = "naru_session";
    private static final String NAME_OVER_TLS = "__Host-" + NAME;
    private static final String RENEWED = "naru.session-token";

    private final PublicUrls urls;

    SessionCookies(PublicUrls urls) {
        this.urls = urls;
    }

    static void renewed(HttpRequest<?> request, String token) {
        request.setAttribute(RENEWED, token);
    }

    public Cookie of(String token) {
        return cookie(token).maxAge(Sessions.IDLE_LIFETIME);
    }

    Cookie cleared() {
        return cookie("").maxAge(0);
    }

    /// The token that a request carries.
    Optional<String> tokenOf(HttpRequest<?> request) {
        return request.getCookies().findCookie(name()).map(Cookie::getValue);
    }

    private String name() {
        return urls.isSecure() ? NAME_OVER_TLS : NAME;
    }

    private Cookie cookie(String value) {
        return Cookie.of(name(), value)
                .httpOnly(true)
                .sameSite(SameSite.Lax)
                .secure(urls.isSecure())
                .path("/");
    }

    @ResponseFilter
    void carryRenewed(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!response.getCookies().contains(name())) {
            request.getAttribute(RENEWED, String.class).ifPresent(token -> response.cookie(of(token)));
        }
    }
}
