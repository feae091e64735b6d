package io.naru.control.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.naru.control.database.DatabaseFailure;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every error, the framework's too, leaves in the shape of its family of paths and says nothing about the inside.
@Singleton
public final class ErrorAnswers implements ErrorResponseProcessor<Object> {
    private static final long LONGEST_RETRY_SECONDS = 600;
    private static final String ALLOW = "Allow";
    private static final String REFUSAL = "naru.refusal";
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final RequestIds requestIds;

    ErrorAnswers(RequestIds requestIds) {
        this.requestIds = requestIds;
    }

    /// What a request was refused with, once its answer has been made.
    public static Optional<Refusal> refusalOf(HttpRequest<?> request) {
        return request.getAttribute(REFUSAL, Refusal.class);
    }

    public MutableHttpResponse<Object> answer(HttpRequest<?> request, Refusal refusal) {
        request.setAttribute(REFUSAL, refusal);
        Object body = request.getPath().startsWith("/kafka/")
                ? ErrorBody.kafka(refusal)
                : ErrorBody.errors(refusal, RequestIds.of(request));
        MutableHttpResponse<Object> response = HttpResponse.status(refusal.status(), refusal.title());
        requestIds.mark(request, response);
        var retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.header("Retry-After", Long.toString(Math.clamp(retryAfter.toSeconds(), 1, LONGEST_RETRY_SECONDS)));
        }
        return response.body(body).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /// What a failure that nobody foresaw looks like from outside.
    public static Refusal refusal(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (DatabaseFailure.isTransient(failure)) {
            LOG.warn("database away: {}", failure.toString());
            return Refusal.unavailable("The control plane's database does not answer. Nothing was changed; try again in"
                    + " a moment. Clients go on producing and consuming.");
        }
        LOG.error("request failed", failure);
        return Refusal.status(
                500, "Internal error", "Something went wrong on our side. Quote the request id when you ask for help.");
    }

    @Override
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        MutableHttpResponse<Object> answer = answer(context.getRequest(), ofFramework(context, response.status()));
        response.getHeaders().findFirst(ALLOW).ifPresent(methods -> answer.header(ALLOW, methods));
        return answer;
    }

    private static Refusal ofFramework(ErrorContext context, HttpStatus status) {
        if (status == HttpStatus.REQUEST_ENTITY_TOO_LARGE
                && !HttpMethod.permitsRequestBody(context.getRequest().getMethod())) {
            return Refusal.status(
                    414,
                    "URI Too Long",
                    "The request's path and query are longer than 32 KiB, or its headers than 16 KiB.");
        }
        String detail = switch (status.getCode()) {
            case 404 -> "There is nothing at " + context.getRequest().getPath() + ".";
            case 405 -> context.getRequest().getMethodName() + " is not possible here.";
            case 413 -> "The request's body is larger than 3 MiB, the most that is taken.";
            case 415 -> "Send the body as Content-Type: application/json.";
            default ->
                status.getCode() >= 500
                        ? "Something went wrong on our side. Quote the request id when you ask for help."
                        : "The request could not be read: its body must be JSON and its parameters of the"
                                + " documented types.";
        };
        return Refusal.status(status.getCode(), status.getReason(), detail);
    }

    @Singleton
    static final class OnAnyFailure implements ExceptionHandler<Exception, HttpResponse<?>> {
        private final ErrorAnswers answers;

        OnAnyFailure(ErrorAnswers answers) {
            this.answers = answers;
        }

        @Override
        @SuppressWarnings("rawtypes") // the framework's signature
        public HttpResponse<?> handle(HttpRequest request, Exception failure) {
            return answers.answer(request, refusal(failure));
        }
    }
}
