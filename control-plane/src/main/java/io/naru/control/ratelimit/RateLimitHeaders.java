package io.naru.control.ratelimit;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers): so many calls (`q`) in so many seconds
/// (`w`); what is
/// left of them (`r`) for so many seconds (`t`).
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class RateLimitHeaders implements Ordered {
    private static final String ATTRIBUTE = "naru.rate-limit";

    private record Told(RateLimits.Limit limit, int left, long seconds) {}

    static void tell(HttpRequest<?> request, RateLimits.Limit limit, RateWindowRepository.Window window) {
        request.setAttribute(ATTRIBUTE, new Told(limit, Math.max(0, limit.calls() - window.used()), Math.max(0, (long)
                Math.ceil(window.remainingSeconds()))));
    }

    @ResponseFilter
    void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(ATTRIBUTE, Told.class).ifPresent(told -> {
            RateLimits.Limit limit = told.limit();
            response.header(
                    "RateLimit-Policy",
                    "\"%s\";q=%d;w=%d"
                            .formatted(
                                    limit.name(), limit.calls(), limit.window().toSeconds()));
            response.header("RateLimit", "\"%s\";r=%d;t=%d".formatted(limit.name(), told.left(), told.seconds()));
        });
    }

    /// Around what recognises callers, so that what is refused there says it too.
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 2;
    }
}
