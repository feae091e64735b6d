package io.naru.control.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request that is not carried out, in words for its sender. The only exception that features throw at
/// HTTP callers; its text is shown as it is, so it names field, limit and remedy and nothing internal.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Where in the request the fault is. Both null when it is nowhere in particular.
    record Source(@Nullable String pointer, @Nullable String parameter) {}

    private final int status;
    private final String code;
    private final String title;
    private final transient @Nullable Source source;
    private final transient @Nullable Duration retryAfter;
    private final int kafkaCode;

    private Refusal(
            int status,
            String code,
            String title,
            String detail,
            @Nullable Source source,
            @Nullable Duration retryAfter,
            int kafkaCode) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
        this.source = source;
        this.retryAfter = retryAfter;
        this.kafkaCode = kafkaCode;
    }

    private static Refusal of(int status, String code, String title, String detail) {
        return new Refusal(status, code, title, detail, null, null, status);
    }

    public static Refusal field(String pointer, String detail) {
        return new Refusal(400, "invalid_argument", "Invalid argument", detail, new Source(pointer, null), null, 400);
    }

    public static Refusal parameter(String name, String detail) {
        return new Refusal(400, "invalid_argument", "Invalid argument", detail, new Source(null, name), null, 400);
    }

    public static Refusal badRequest(String detail) {
        return of(400, "invalid_argument", "Invalid argument", detail);
    }

    public static Refusal unauthenticated(String detail) {
        return of(401, "unauthenticated", "Not authenticated", detail);
    }

    public static Refusal sessionEnded() {
        return unauthenticated("This session has ended. Log in again.");
    }

    public static Refusal wrongCredentials() {
        return of(401, "wrong_credentials", "Wrong credentials", "E-mail and password do not belong together.");
    }

    public static Refusal limitReached(String detail) {
        return of(402, "limit_reached", "Limit reached", detail);
    }

    public static Refusal forbidden(String detail) {
        return of(403, "forbidden", "Forbidden", detail);
    }

    public static Refusal secondFactorRequired() {
        return of(
                403,
                "second_factor_required",
                "Second factor required",
                "This organization requires a second factor. Set one up under Settings, Security; then everything works.");
    }

    public static Refusal singleSignOnRequired() {
        return of(
                403,
                "single_sign_on_required",
                "Single sign-on required",
                "This organization lets nobody in by a password. Choose \"Use single sign-on\" at log-in.");
    }

    public static Refusal csrf() {
        return of(
                403,
                "csrf",
                "CSRF token missing or wrong",
                "Calls that change something need the header Naru-CSRF-Token with the csrf_token of GET /api/v1/me.");
    }

    public static Refusal notFound(String what, String id) {
        return of(404, "not_found", "Not found", "There is no " + what + " " + id + ".");
    }

    public static Refusal conflict(String code, String detail) {
        return of(409, code, "Conflict", detail);
    }

    public static Refusal conflictAt(String pointer, String code, String detail) {
        return new Refusal(409, code, "Conflict", detail, new Source(pointer, null), null, 409);
    }

    public static Refusal unprocessable(String code, String detail) {
        return of(422, code, "Cannot be processed", detail);
    }

    public static Refusal rateLimited(String detail, Duration retryAfter) {
        return new Refusal(429, "rate_limited", "Too many requests", detail, null, retryAfter, 429);
    }

    public static Refusal unavailable(String detail) {
        return new Refusal(503, "unavailable", "Unavailable", detail, null, Duration.ofSeconds(2), 503);
    }

    public static Refusal nothingAt(String path) {
        return of(404, "not_found", "Not found", "There is nothing at " + path + ".");
    }

    static Refusal status(int status, String title, String detail) {
        String code = switch (status) {
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 413 -> "too_large";
            case 415 -> "unsupported_media_type";
            default -> status >= 500 ? "internal" : "invalid_argument";
        };
        return of(status, code, title, detail);
    }

    /// Kafka REST's own code for this refusal, where it is more than the status.
    public Refusal withKafkaCode(int errorCode) {
        return new Refusal(status, code, title, detail(), source, retryAfter, errorCode);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    @Nullable
    Source source() {
        return source;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /// The code of this refusal in the shapes of Kafka REST.
    public int kafkaCode() {
        return kafkaCode;
    }
}
