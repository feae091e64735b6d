package io.naru.control.http;

import io.micronaut.http.MutableHttpHeaders;
import jakarta.inject.Singleton;

/// What every answer tells a browser, unless the answer says otherwise: guess no type, keep nothing, load nothing for
/// it, show it in no frame; and over TLS, come back by TLS only.
@Singleton
final class SecurityHeaders {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
    private static final String A_YEAR = "max-age=31536000; includeSubDomains";

    private final PublicUrls urls;

    SecurityHeaders(PublicUrls urls) {
        this.urls = urls;
    }

    void addTo(MutableHttpHeaders headers) {
        headers.add("X-Content-Type-Options", "nosniff");
        headers.add("Referrer-Policy", "same-origin");
        addUnlessSaid(headers, "Cache-Control", "no-store");
        addUnlessSaid(headers, "Content-Security-Policy", NOTHING);
        if (urls.isSecure()) {
            headers.add("Strict-Transport-Security", A_YEAR);
        }
    }

    private static void addUnlessSaid(MutableHttpHeaders headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.add(name, value);
        }
    }
}
