package io.naru.control.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;

/// Where a request comes from, for limits, sessions and the audit log: the address of who calls, not that of a trusted
/// proxy in between. Found once, before anything asks.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class CallerAddress implements Ordered {
    private static final String ATTRIBUTE = "naru.caller-address";

    private final TrustedProxies proxies;

    CallerAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @RequestFilter
    void find(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, proxies.callerOf(request));
    }

    public static InetAddress of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, InetAddress.class)
                .orElseGet(() -> request.getRemoteAddress().getAddress());
    }

    /// As it is kept and shown.
    public static String textOf(HttpRequest<?> request) {
        return of(request).getHostAddress();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
