package io.naru.control.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times as the API writes them: RFC 3339 in UTC.
public final class Times {
    private Times() {}

    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    public static @Nullable String textOrNull(@Nullable Instant time) {
        return time == null ? null : text(time);
    }
}
