package io.naru.control.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.security.SecureRandom;

/// Gives every request an id, which its answer and its lines in the log carry. A request that cannot be read passes
/// no filter; its answer is marked where it is made.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class RequestIds implements Ordered {
    private static final String HEADER = "Naru-Request-Id";
    private static final String ATTRIBUTE = "naru.request-id";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 14;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecurityHeaders securityHeaders;

    RequestIds(SecurityHeaders securityHeaders) {
        this.securityHeaders = securityHeaders;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, next());
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        mark(request, response);
    }

    void mark(HttpRequest<?> request, MutableHttpResponse<?> response) {
        MutableHttpHeaders headers = response.getHeaders();
        if (headers.contains(HEADER)) {
            return;
        }
        headers.add(HEADER, of(request));
        securityHeaders.addTo(headers);
    }

    public static String of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> {
            String id = next();
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }

    private static String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
