package io.naru.control.audit;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import io.naru.control.access.Tenant;
import io.naru.control.http.CallerAddress;
import io.naru.control.http.RequestIds;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is known of a request from the beginning, and in which organizations' logs it has its row.
///
/// @param request the request it is of
/// @param resource what its path names
/// @param lkc the cluster its path names
record Trail(
        HttpRequest<?> request,
        String action,
        @Nullable String resource,
        @Nullable String lkc,
        Set<Tenant> written) {
    private static final String ATTRIBUTE = "naru.audit-trail";
    private static final int LONGEST_RESOURCE = 600;

    static void begin(HttpRequest<?> request, String action, Map<String, Object> path) {
        Object lkc = path.get("cluster_id");
        String named = path.values().stream().map(String::valueOf).collect(Collectors.joining("/"));
        request.setAttribute(
                ATTRIBUTE,
                new Trail(
                        request,
                        action,
                        named.isEmpty() ? null : Change.cut(named.replace("\0", ""), LONGEST_RESOURCE),
                        lkc == null ? null : Change.cut(lkc.toString().replace("\0", ""), LONGEST_RESOURCE),
                        ConcurrentHashMap.newKeySet()));
    }

    static Optional<Trail> of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Trail.class);
    }

    /// Of the request that this thread serves; nothing for work that nobody asked for over HTTP.
    static Optional<Trail> current() {
        return ServerRequestContext.currentRequest().flatMap(Trail::of);
    }

    String address() {
        return CallerAddress.textOf(request);
    }

    String requestId() {
        return RequestIds.of(request);
    }
}
