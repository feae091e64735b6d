package io.naru.control.audit;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reading the log. Which conditions a question has decides which index answers it, so that the text of a query has
/// only those
/// it needs.
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class AuditLogRepository implements GenericRepository<AuditRow, String> {
    private static final String COLUMNS =
            "id, at, actor_id, actor_name, credential_kind, credential, address, action, resource,"
                    + " resource_name, outcome, code, reason, times, before, after, request_id";

    private final JdbcOperations jdbc;

    AuditLogRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /// A condition with what stands for its question marks.
    private record Where(StringBuilder text, List<Object> values) {
        Where and(String condition, Object... more) {
            text.append(text.isEmpty() ? "" : " AND ").append(condition);
            values.addAll(List.of(more));
            return this;
        }
    }

    /// Rows between two marks, the newest first.
    ///
    /// @param to the last row that is looked at; empty for the end of the log
    List<AuditRow> rows(UUID organizationId, Wanted wanted, Mark from, Optional<Mark> to, int most) {
        Where where = key(organizationId, wanted, from);
        to.ifPresent(mark -> where.and("(at, id) >= (?, ?)", time(mark.at()), mark.id()));
        if (!wanted.action().isEmpty()) {
            where.and("starts_with(action, ?)", wanted.action());
        }
        if (!wanted.outcome().isEmpty()) {
            where.and("outcome = ?", wanted.outcome());
        }
        if (!wanted.text().isEmpty()) {
            where.and("position(lower(?) IN words) > 0", wanted.text());
        }
        String sql =
                "SELECT " + COLUMNS + " FROM audit_log WHERE " + where.text() + " ORDER BY at DESC, id DESC LIMIT ?";
        return jdbc.prepareStatement(sql, statement -> {
            bind(statement, where.values(), most);
            List<AuditRow> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        });
    }

    /// The row so many rows on; empty when there are not so many left.
    Optional<Mark> markAfter(UUID organizationId, Wanted wanted, Mark from, int rows) {
        Where where = key(organizationId, wanted, from);
        String sql =
                "SELECT at, id FROM audit_log WHERE " + where.text() + " ORDER BY at DESC, id DESC OFFSET ? LIMIT 1";
        return jdbc.prepareStatement(sql, statement -> {
            bind(statement, where.values(), rows);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(new Mark(instant(result), result.getString("id")))
                        : Optional.<Mark>empty();
            }
        });
    }

    /// What an index can find.
    private static Where key(UUID organizationId, Wanted wanted, Mark from) {
        Where where = new Where(new StringBuilder(), new ArrayList<>())
                .and("organization_id = ?", organizationId)
                .and("(at, id) < (?, ?)", time(from.at()), from.id())
                .and("at >= ? AND at < ?", time(wanted.from()), time(wanted.to()));
        if (!wanted.actor().isEmpty()) {
            where.and(wanted.actor().contains("@") ? "actor_name = ?" : "actor_id = ?", wanted.actor());
        }
        if (!wanted.resource().isEmpty()) {
            where.and(wanted.isOfCluster() ? "lkc = ?" : "resource = ?", wanted.resource());
        }
        return where;
    }

    private static void bind(PreparedStatement statement, List<Object> values, int number) throws SQLException {
        int at = 1;
        for (Object value : values) {
            statement.setObject(at++, value);
        }
        statement.setInt(at, number);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet result) throws SQLException {
        return result.getObject("at", OffsetDateTime.class).toInstant();
    }

    private static AuditRow row(ResultSet result) throws SQLException {
        return new AuditRow(
                result.getString("id"),
                instant(result),
                result.getString("actor_id"),
                result.getString("actor_name"),
                result.getString("credential_kind"),
                result.getString("credential"),
                result.getString("address"),
                result.getString("action"),
                result.getString("resource"),
                result.getString("resource_name"),
                result.getString("outcome"),
                result.getString("code"),
                result.getString("reason"),
                result.getLong("times"),
                result.getString("before"),
                result.getString("after"),
                result.getString("request_id"));
    }
}
