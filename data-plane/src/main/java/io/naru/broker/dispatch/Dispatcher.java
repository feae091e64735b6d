package io.naru.broker.dispatch;

import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.Rights;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the handler of a request and tells it what the caller may do.
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Set<Right> ALL_RIGHTS = Set.copyOf(EnumSet.allOf(Right.class));

    private final Map<ApiKeys, ApiHandler> handlers = new EnumMap<>(ApiKeys.class);
    private final Rights rights;
    private final DispatchListener listener;
    private final ApiVersionsAnswer apiVersions;

    /// A broker answers the APIs of these handlers, and ApiVersions and SASL by itself.
    ///
    /// @throws IllegalArgumentException if two handlers answer one API
    public Dispatcher(Collection<ApiHandler> handlers, Rights rights, DispatchListener listener) {
        for (ApiHandler handler : handlers) {
            if (this.handlers.put(handler.api(), handler) != null) {
                throw new IllegalArgumentException("two handlers for " + handler.api());
            }
        }
        this.rights = rights;
        this.listener = listener;
        this.apiVersions = new ApiVersionsAnswer(handlers);
    }

    /// Whether a request of this API and version has a handler; otherwise its connection is to be closed.
    public boolean answers(ApiKeys api, short version) {
        ApiHandler handler = handlers.get(api);
        return handler != null && version >= handler.oldestVersion() && version <= handler.latestVersion();
    }

    public ApiVersionsAnswer apiVersions() {
        return apiVersions;
    }

    public DispatchListener listener() {
        return listener;
    }

    /// Hands the request to its handler, on the event loop or, after a barrier, later on it. A refusal is
    /// preceded by a barrier: a right given a moment ago is not denied.
    public void dispatch(Arrival request) {
        ApiHandler handler = handlers.get(request.api());
        if (handler == null) {
            request.closeConnection("no handler for " + request.api());
            return;
        }
        Set<Right> granted = rightsOf(request);
        if (granted.contains(handler.needs())) {
            handle(handler, request, granted);
        } else {
            rights.barrier(outcome -> request.eventLoop().execute(() -> afterBarrier(handler, request, outcome)));
        }
    }

    private void afterBarrier(ApiHandler handler, Arrival request, BarrierOutcome outcome) {
        switch (outcome) {
            case COMPLETED -> handle(handler, request, rightsOf(request));
            case TIMED_OUT -> request.closeConnection("rights could not be looked up in time");
        }
    }

    private static void handle(ApiHandler handler, Arrival request, Set<Right> granted) {
        request.grant(granted);
        try {
            handler.handle(request);
        } catch (RuntimeException defect) {
            LOG.error("{} v{} failed; its connection is closed", request.api(), request.apiVersion(), defect);
            request.closeConnection("handler failed");
        }
    }

    private Set<Right> rightsOf(Request request) {
        boolean trusted = request.principal().equals(Principal.CELL)
                || request.connection().listener() == Listener.TEST;
        return trusted ? ALL_RIGHTS : rights.of(request.principal());
    }
}
