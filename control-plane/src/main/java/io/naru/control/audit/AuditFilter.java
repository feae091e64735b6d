package io.naru.control.audit;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import io.naru.control.http.CallerBinder;
import io.naru.control.http.ErrorAnswers;
import io.naru.control.http.Refusal;
import io.naru.control.idempotency.Replayed;
import jakarta.inject.Named;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins a trail for each request to an [Audited] route, and sees to it that the answer leaves a row: refusals are
/// counted, and
/// what was carried out without writing itself down (a change that changed nothing) is written down by its path.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class AuditFilter implements Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);
    private static final int LONGEST_REASON = 500;

    private final Audit audit;
    private final Refusals refusals;
    private final ExecutorService blocking;

    AuditFilter(Audit audit, Refusals refusals, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.audit = audit;
        this.refusals = refusals;
        this.blocking = blocking;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        RouteAttributes.getRouteMatch(request)
                .ifPresent(match -> match.getRouteInfo()
                        .getAnnotationMetadata()
                        .stringValue(Audited.class)
                        .ifPresent(action -> Trail.begin(
                                request,
                                action,
                                match instanceof UriRouteMatch<?, ?> uri ? uri.getVariableValues() : Map.of())));
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Trail.of(request).ifPresent(trail -> {
            if (response.code() < 400) {
                if (trail.written().isEmpty() && !Replayed.is(response)) {
                    blocking.execute(() -> writePath(request, trail));
                }
            } else if (response.code() < 500) {
                ErrorAnswers.refusalOf(request).ifPresent(refusal -> refuse(request, trail, refusal));
            }
        });
    }

    private void writePath(HttpRequest<?> request, Trail trail) {
        try {
            audit.recordPath(request, trail);
        } catch (RuntimeException e) {
            LOG.error(
                    "request={} action={} was carried out and is not in the audit log",
                    trail.requestId(),
                    trail.action(),
                    e);
        }
    }

    private void refuse(HttpRequest<?> request, Trail trail, Refusal refusal) {
        CallerBinder.of(request)
                .or(() -> CallerBinder.refusedCaller(request))
                .ifPresent(caller -> refusals.add(new Refusals.Refused(
                        caller.tenant(),
                        Actor.of(caller),
                        trail.address(),
                        trail.action(),
                        trail.resource(),
                        trail.lkc(),
                        refusal.code(),
                        Change.cut(refusal.detail(), LONGEST_REASON),
                        trail.requestId())));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }
}
