package io.naru.control.audit;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.http.Csv;
import io.naru.control.http.Paging;
import io.naru.control.http.Times;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows of the log as they are shown, and as they are written to a file.
@Singleton
class AuditViews {
    static final String HEADINGS = Csv.line(List.of(
            "id",
            "at",
            "actor_id",
            "actor_name",
            "credential",
            "session_id",
            "address",
            "action",
            "resource",
            "resource_name",
            "outcome",
            "times",
            "code",
            "reason",
            "before",
            "after",
            "request_id"));

    private final JsonMapper json;

    AuditViews(JsonMapper json) {
        this.json = json;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Page(Paging.Metadata metadata, List<Row> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Who(
            String id,
            @Nullable String name,
            @Nullable String credential,
            @Nullable String sessionId,
            @Nullable String address) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Row(
            String id,
            String at,
            Who actor,
            String action,
            @Nullable String resource,
            @Nullable String resourceName,
            String outcome,
            @Nullable Integer times,
            @Nullable String code,
            @Nullable String reason,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            @Nullable String requestId) {}

    Row of(AuditRow row) {
        return new Row(
                row.id(),
                Times.text(row.at()),
                who(row),
                row.action(),
                row.resource(),
                row.resourceName(),
                row.outcome(),
                row.outcome().equals("REFUSED")
                        ? Integer.valueOf((int) Math.min(row.times(), Integer.MAX_VALUE))
                        : null,
                row.code(),
                row.reason(),
                fields(row.before()),
                fields(row.after()),
                row.requestId());
    }

    private static Who who(AuditRow row) {
        boolean session = row.credentialKind().equals(Actor.Kind.SESSION.name());
        return new Who(
                row.actorId(),
                row.actorName(),
                session ? "session" : row.credential(),
                session ? row.credential() : null,
                row.address());
    }

    private @Nullable JsonNode fields(@Nullable String text) {
        try {
            return text == null ? null : json.readValue(text, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("fields of a row of the audit log", e);
        }
    }

    String ndjson(AuditRow row) {
        try {
            return json.writeValueAsString(of(row)) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("a row of the audit log", e);
        }
    }

    static String csv(AuditRow row) {
        Who who = who(row);
        return Csv.line(List.of(
                row.id(),
                Times.text(row.at()),
                who.id(),
                orEmpty(who.name()),
                orEmpty(who.credential()),
                orEmpty(who.sessionId()),
                orEmpty(who.address()),
                row.action(),
                orEmpty(row.resource()),
                orEmpty(row.resourceName()),
                row.outcome(),
                Long.toString(row.times()),
                orEmpty(row.code()),
                orEmpty(row.reason()),
                orEmpty(row.before()),
                orEmpty(row.after()),
                orEmpty(row.requestId())));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
