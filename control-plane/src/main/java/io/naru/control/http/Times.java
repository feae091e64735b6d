package io.naru.control.http;

import io.micronaut.http.HttpParameters;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times as the API writes them: RFC 3339 in UTC.
public final class Times {
    private Times() {}

    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// A time out of a query.
    ///
    /// @throws Refusal naming the parameter, when it is there and no time
    public static Instant parameter(HttpParameters parameters, String name, Instant fallback) {
        String text = parameters.getFirst(name).orElse("");
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.parameter(name, name + " must be a time such as 2026-01-01T10:00:00Z.");
        }
    }

    public static @Nullable String textOrNull(@Nullable Instant time) {
        return time == null ? null : text(time);
    }
}
