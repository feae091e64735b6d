package io.naru.control.idempotency;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.access.Caller;
import io.naru.control.http.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands around the routes that are [MadeOnce]. What was refused has made nothing and is not kept: the same key may be
/// sent again.
@InterceptorBean(MadeOnce.class)
class OnceInterceptor implements MethodInterceptor<Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(OnceInterceptor.class);
    private static final String KEY = "Idempotency-Key";
    private static final Pattern KEYS = Pattern.compile("[!-~]{1,255}");

    private final KeptAnswers answers;
    private final JsonMapper json;

    OnceInterceptor(KeptAnswers answers, JsonMapper json) {
        this.answers = answers;
        this.json = json;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
        Optional<String> key = request.getHeaders().getFirst(KEY);
        return key.isPresent() ? once(call, asked(call, request, checked(key.get()))) : call.proceed();
    }

    private Asked asked(MethodInvocationContext<Object, Object> call, HttpRequest<?> request, String key) {
        return Asked.of(argument(call, Caller.class), key, request, bytes(argument(call, JsonNode.class)));
    }

    private static String checked(String key) {
        if (!KEYS.matcher(key).matches()) {
            throw Refusal.badRequest("Idempotency-Key must have 1 to 255 visible ASCII characters, such as a UUID.");
        }
        return key;
    }

    private Object once(MethodInvocationContext<Object, Object> call, Asked asked) {
        Optional<KeptAnswers.Answer> kept = answers.begin(asked);
        if (kept.isPresent()) {
            return again(kept.get());
        }
        Object result;
        try {
            result = Objects.requireNonNull(call.proceed());
        } catch (RuntimeException e) {
            attempt(asked, () -> answers.release(asked));
            throw e;
        }
        attempt(asked, () -> answers.keep(asked, answer(result)));
        return result;
    }

    /// What was made is made: its answer goes out, kept or not.
    private static void attempt(Asked asked, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "tenant={} an answer is not kept for its Idempotency-Key: {}",
                    asked.tenant().organizationId(),
                    e.toString());
        }
    }

    private KeptAnswers.Answer answer(Object result) {
        HttpResponse<?> response = (HttpResponse<?>) result;
        return new KeptAnswers.Answer(response.code(), bytes(response.body()));
    }

    private HttpResponse<?> again(KeptAnswers.Answer answer) {
        try {
            return HttpResponse.status(HttpStatus.valueOf(answer.status()))
                    .header(Replayed.HEADER, "true")
                    .body(json.readValue(answer.body(), JsonNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(@Nullable Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T argument(MethodInvocationContext<Object, Object> call, Class<T> type) {
        return Arrays.stream(call.getParameterValues())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
