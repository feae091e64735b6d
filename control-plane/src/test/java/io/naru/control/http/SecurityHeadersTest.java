package io.naru.control.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpHeaders;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {
    private final MutableHttpHeaders headers = HttpResponse.ok().getHeaders();

    @Test
    void aBrowserLoadsNothingForAnAnswerAndShowsItInNoFrame() {
        new SecurityHeaders(new PublicUrls("http://127.0.0.1:8080")).addTo(headers);

        assertEquals("default-src 'none'; frame-ancestors 'none'", headers.get("Content-Security-Policy"));
        assertEquals("nosniff", headers.get("X-Content-Type-Options"));
        assertEquals("no-store", headers.get("Cache-Control"));
        assertFalse(headers.contains("Strict-Transport-Security"));
    }

    @Test
    void whatAnAnswerSaysItselfStays() {
        headers.add("Cache-Control", "public");

        new SecurityHeaders(new PublicUrls("http://127.0.0.1:8080")).addTo(headers);

        assertEquals("public", headers.get("Cache-Control"));
    }

    @Test
    void overTlsABrowserComesBackByTlsOnly() {
        new SecurityHeaders(new PublicUrls("https://naru.example")).addTo(headers);

        assertEquals("max-age=31536000; includeSubDomains", headers.get("Strict-Transport-Security"));
    }
}
