package io.naru.control.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.naru.control.http.OwnCookies;
import io.naru.control.http.PublicUrls;
import org.junit.jupiter.api.Test;

class SessionCookiesTest {
    private final SessionCookies overTls = new SessionCookies(new OwnCookies(new PublicUrls("https://naru.example")));

    @Test
    void overTlsTheCookieIsTheHostsAlone() {
        Cookie cookie = overTls.of("token");

        assertEquals("__Host-naru_session", cookie.getName());
        assertTrue(cookie.isSecure());
        assertEquals("/", cookie.getPath());
        assertEquals(null, cookie.getDomain());
    }

    @Test
    void overTlsACookieThatANeighbourMaySetIsNotTaken() {
        assertFalse(overTls.tokenOf(HttpRequest.GET("/").cookie(Cookie.of("naru_session", "planted")))
                .isPresent());
        assertEquals(
                "own",
                overTls.tokenOf(HttpRequest.GET("/").cookie(Cookie.of("__Host-naru_session", "own")))
                        .orElseThrow());
    }
}
