package io.naru.control.audit;

import io.naru.control.http.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A place in the log, between two rows. The log is read from the newest row on.
record Mark(Instant at, String id) {
    /// Above the newest row.
    static final Mark TOP = new Mark(Instant.parse("9999-01-01T00:00:00Z"), "");

    static Mark of(AuditRow row) {
        return new Mark(row.at(), row.id());
    }

    static Mark of(@Nullable String token) {
        if (token == null) {
            return TOP;
        }
        int bar = token.indexOf('|');
        if (bar < 1 || !token.substring(0, bar).matches("[0-9]{1,17}") || token.indexOf('\0') >= 0) {
            throw Refusal.parameter("page_token", "page_token is not one that this server gave out.");
        }
        return new Mark(
                Instant.EPOCH.plus(Long.parseLong(token.substring(0, bar)), ChronoUnit.MICROS),
                token.substring(bar + 1));
    }

    String token() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "|" + id;
    }
}
