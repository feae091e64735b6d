package io.naru.launcher.postgres;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import io.naru.launcher.keys.Keys;
import io.naru.launcher.part.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Naru's own Postgres on loopback, for machines without one. Durable (fsync stays on), passwords required.
public final class EmbeddedPostgres {
    private static final String DATABASE = "naru";

    private final Home home;
    private final Keys keys;
    private final int port;

    public EmbeddedPostgres(Home home, Keys keys, int port) {
        this.home = home;
        this.keys = keys;
        this.port = port;
    }

    /// Whether the next [#prepare()] unpacks and makes a database, which takes some seconds.
    public boolean isNew() {
        return !Files.exists(data());
    }

    /// Unpacks the programs and makes the data folder, where missing.
    public Part prepare() {
        try {
            Path programs = Binaries.unpackInto(home.postgres());
            List<String> before = asNoRoot();
            if (Files.exists(data())) {
                refuseDamagedData();
            } else {
                initialise(programs, before);
            }
            giveAway(before);
            return part(programs, before);
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }

    private void refuseDamagedData() throws IOException {
        if (!Files.exists(data().resolve("PG_VERSION")) || !Files.exists(data().resolve("global/pg_control"))) {
            throw Refusal.of(
                    "%s is damaged (no %s); restore it from a backup, or remove all local data with ./naru down --wipe.",
                    data(), Files.exists(data().resolve("PG_VERSION")) ? "global/pg_control" : "PG_VERSION");
        }
        String major = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!Binaries.VERSION.startsWith(major + ".")) {
            throw Refusal.of(
                    "%s was written by Postgres %s and this Naru brings %s; move the data with pg_dump, or remove it with"
                            + " ./naru down --wipe.",
                    data(), major, Binaries.VERSION);
        }
    }

    /// Made beside its place and moved there when whole.
    private void initialise(Path programs, List<String> before) throws IOException {
        Path fresh = home.postgres().resolve("data.new");
        Binaries.deleteRecursively(fresh);
        // Read by the user that initdb runs as, who may not enter the keys' folder.
        Path password = home.postgres().resolve("password.new");
        Files.deleteIfExists(password);
        Files.copy(keys.postgresPasswordFile(), password);
        try {
            giveAway(before);
            List<String> words = new ArrayList<>(before);
            words.addAll(List.of(
                    programs.resolve("bin/initdb").toString(),
                    "-D",
                    fresh.toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    password.toString(),
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-instructions"));
            run(words);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Postgres refuses to run as root: a user namespace in which we are nobody, else the user nobody.
    private static List<String> asNoRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        try {
            run(List.of("unshare", "-U", "true"));
            return List.of("unshare", "-U");
        } catch (IOException | Refusal _) {
            return List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
        }
    }

    /// The user nobody has to own Postgres' folder and to pass through the home's.
    private void giveAway(List<String> before) throws IOException {
        if (before.contains("--clear-groups")) {
            Files.setPosixFilePermissions(home.directory(), PosixFilePermissions.fromString("rwx--x--x"));
            run(List.of("chown", "-R", "nobody:nogroup", home.postgres().toString()));
        }
    }

    private static void run(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                if (said.contains("No space left")) {
                    throw new IOException("No space left on device");
                }
                throw Refusal.of("Postgres can't be prepared, '%s' said: %s", words.getFirst(), lastLine(said));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Refusal.of("Stopped while preparing Postgres.");
        }
    }

    private static String lastLine(String said) {
        try (Stream<String> lines = said.lines()) {
            return lines.filter(line -> !line.isBlank()).reduce("", (_, last) -> last);
        }
    }

    private Part part(Path programs, List<String> before) {
        return new Part(
                "postgres",
                before,
                List.of(
                        programs.resolve("bin/postgres").toString(),
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=32MB",
                        "-c",
                        "max_connections=60",
                        "-c",
                        "jit=off"),
                Map.of(),
                "INT",
                "FATAL:",
                "127.0.0.1:" + port,
                _ -> accepts(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15));
    }

    private boolean accepts() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException _) {
            return false;
        }
    }

    /// Makes the role that owns Naru's database, and the database. Postgres is running.
    public void makeDatabase() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            String password = keys.ownerPassword();
            if (missing(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + DATABASE + "'")) {
                // CREATEROLE and BYPASSRLS because the control plane's migrations make its application and relay roles.
                statement.execute(
                        "CREATE ROLE " + DATABASE + " LOGIN CREATEROLE BYPASSRLS PASSWORD '" + password + "'");
            }
            if (missing(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + DATABASE);
            }
        } catch (SQLException failed) {
            throw Refusal.of("Naru's database can't be made: %s", failed.getMessage());
        }
    }

    private static boolean missing(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=2&socketTimeout=10",
                "postgres",
                keys.postgresPassword());
    }

    /// For the owner of the database.
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?user=" + DATABASE + "&password="
                + keys.ownerPassword();
    }

    private Path data() {
        return home.postgres().resolve("data");
    }
}
