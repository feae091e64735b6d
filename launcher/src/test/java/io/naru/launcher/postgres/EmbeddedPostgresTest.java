package io.naru.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import io.naru.launcher.keys.Keys;
import io.naru.launcher.part.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path folder;

    @Test
    void keepsDataAcrossAStopAndIsDurable() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        home.prepare();
        EmbeddedPostgres postgres = new EmbeddedPostgres(home, Keys.open(home), freePort());

        whileRunning(home, postgres, statement -> {
            statement.execute("CREATE TABLE kept (n int)");
            statement.execute("INSERT INTO kept VALUES (7)");
        });

        whileRunning(home, postgres, statement -> {
            assertThat(one(statement, "SELECT n FROM kept")).isEqualTo("7");
            assertThat(one(statement, "SHOW fsync")).isEqualTo("on");
            assertThat(one(statement, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        });

        Files.delete(home.postgres().resolve("data/PG_VERSION"));
        assertThatThrownBy(postgres::prepare)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is damaged (no PG_VERSION)");
    }

    private interface Work {
        void with(Statement statement) throws Exception;
    }

    private static void whileRunning(Home home, EmbeddedPostgres postgres, Work work) throws Exception {
        Supervisor supervisor = new Supervisor(
                home,
                new PrintStream(PrintStream.nullOutputStream()),
                Clock.systemUTC(),
                Duration.ofMillis(1),
                _ -> {});
        try {
            supervisor.start(List.of(postgres.prepare()));
            postgres.makeDatabase();
            try (Connection connection = DriverManager.getConnection(postgres.url());
                    Statement statement = connection.createStatement()) {
                work.with(statement);
            }
        } finally {
            supervisor.stopAll();
        }
    }

    private static String one(Statement statement, String query) throws Exception {
        try (ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
