package io.naru.control.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.security.authentication.Authentication;
import io.naru.control.access.Caller;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/// Hands a controller its [Caller]; a request without one is refused. So a controller that names the argument is
/// protected.
@Singleton
public final class CallerBinder implements TypedRequestArgumentBinder<Caller> {
    private static final String CALLER = "caller";
    private static final String REFUSED = "naru.refused-caller";

    /// How a caller travels inside the framework's own type.
    public static Authentication authentication(Caller caller) {
        return Authentication.build(caller.principal(), Map.of(CALLER, caller));
    }

    public static Optional<Caller> of(HttpRequest<?> request) {
        return request.getUserPrincipal(Authentication.class)
                .map(authentication -> authentication.getAttributes().get(CALLER))
                .map(Caller.class::cast);
    }

    /// Remembers who was recognised and sent away before the request got its caller.
    public static void refuse(HttpRequest<?> request, Caller caller) {
        request.setAttribute(REFUSED, caller);
    }

    /// Who was recognised and sent away.
    public static Optional<Caller> refusedCaller(HttpRequest<?> request) {
        return request.getAttribute(REFUSED, Caller.class);
    }

    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        Caller caller = of(request).orElseThrow(() -> Refusal.unauthenticated(refusal(request)));
        return () -> Optional.of(caller);
    }

    private static String refusal(HttpRequest<?> request) {
        if (request.getHeaders().contains("Authorization")) {
            return "invalid API key: key and secret do not belong together, or the key is revoked, expired or not for"
                    + " this path.";
        }
        return "Log in, or send an API key by HTTP Basic: its id as user name, its secret as password.";
    }
}
