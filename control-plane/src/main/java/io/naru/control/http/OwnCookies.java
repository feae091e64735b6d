package io.naru.control.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Cookies that scripts cannot read and that come back here alone: over TLS their names bind them to this host
/// (RFC 6265bis, `__Host-`). Lax: they come along when a link or a provider leads the browser here.
@Singleton
public class OwnCookies {
    private final PublicUrls urls;

    public OwnCookies(PublicUrls urls) {
        this.urls = urls;
    }

    public String name(String plain) {
        return urls.isSecure() ? "__Host-" + plain : plain;
    }

    public Cookie of(String plain, String value) {
        return Cookie.of(name(plain), value)
                .httpOnly(true)
                .sameSite(SameSite.Lax)
                .secure(urls.isSecure())
                .path("/");
    }

    public Optional<String> in(HttpRequest<?> request, String plain) {
        return request.getCookies().findCookie(name(plain)).map(Cookie::getValue);
    }
}
