package io.naru.control.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A statement failed; and what a failure of any layer above JDBC means.
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailure(String doing, SQLException cause) {
        super(doing, cause);
    }

    /// Whether the database was away or too busy, so that the same call may work in a moment.
    public static boolean isTransient(Throwable failure) {
        return sqlException(failure).map(DatabaseFailure::isTransient).orElse(false);
    }

    /// Whether the failure is a unique index that already holds the value.
    public static boolean isDuplicate(Throwable failure, String index) {
        return sqlException(failure)
                .filter(e -> "23505".equals(e.getSQLState()))
                .filter(e -> String.valueOf(e.getMessage()).contains("\"" + index + "\""))
                .isPresent();
    }

    private static boolean isTransient(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e instanceof SQLTransientException
                || e instanceof SQLNonTransientConnectionException
                || state.startsWith("08") // connection
                || state.startsWith("53") // out of resources
                || state.startsWith("57") // shutting down, cancelled
                || state.equals("40001")
                || state.equals("40P01")
                || state.equals("55P03")
                || state.equals("25006"); // read-only: a standby during fail-over
    }

    private static Optional<SQLException> sqlException(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}
