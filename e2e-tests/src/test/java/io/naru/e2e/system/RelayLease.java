package io.naru.e2e.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// The lease of the relay of a running Naru, seen and moved in its Postgres.
public final class RelayLease {
    private final String url;

    private RelayLease(String url) {
        this.url = url;
    }

    public static RelayLease of(RunningNaru naru) {
        return new RelayLease(naru.environmentOf("control-plane").get("NARU_DATABASE_URL"));
    }

    /// The number that goes with it into every record of desired state.
    public long epoch() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return number(connection, "SELECT epoch FROM relay_lease");
        }
    }

    /// As if its ten seconds were over.
    public void runsOut() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE relay_lease SET expires_at = now()");
        }
    }

    /// Keeps the relay from going on; everything else of the control plane does.
    public static final class Held implements AutoCloseable {
        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /// Returns when the relay waits.
    public Held hold() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        number(connection, "SELECT epoch FROM relay_lease FOR UPDATE");
        Await.until(
                "the relay waits for its lease",
                Duration.ofSeconds(20),
                () -> number(
                                connection,
                                "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                                        + " WHERE NOT l.granted AND a.query LIKE '%relay_lease%'")
                        > 0);
        return new Held(connection);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
