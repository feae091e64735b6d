package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import io.naru.launcher.home.RunState;
import io.naru.launcher.home.RunState.PartState;
import io.naru.launcher.keys.Certificates;
import io.naru.launcher.keys.Keys;
import io.naru.launcher.part.Part;
import io.naru.launcher.part.Supervisor;
import io.naru.launcher.postgres.EmbeddedPostgres;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which parts a local Naru has, in the order in which they start: Postgres and the broker side by side, then the
/// control plane, which needs both.
final class LocalSystem {
    private final Home home;
    private final Options options;
    private final PrintStream terminal;
    private final Clock clock;
    private final Supervisor supervisor;
    /// Open as long as the system: the control plane is asked again after each of its restarts.
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final long startedAtMs;
    private volatile String phase = "starting";

    LocalSystem(Home home, Options options, PrintStream terminal, Clock clock) {
        this.home = home;
        this.options = options;
        this.terminal = terminal;
        this.clock = clock;
        this.startedAtMs = clock.millis();
        this.supervisor = new Supervisor(home, terminal, clock, Duration.ofMillis(500), this::record);
    }

    /// Starts everything; returns when all of it is ready.
    void start() {
        options.ports().mustBeFree(options.databaseUrl() == null, options.testListener());
        Keys keys = Keys.open(home);
        @Nullable Certificates certificates = options.tls() ? makeCertificates() : null;
        Broker broker = new Broker(home, options, keys, certificates);
        TestCluster remembered = new TestCluster(home, options);
        Optional<String> testCluster = options.testListener() ? remembered.read() : Optional.empty();

        String databaseUrl = startStoreAndBroker(keys, broker.part(testCluster));
        step("Starting the control plane");
        supervisor.start(List.of(new ControlPlane(home, options, keys, certificates).part(databaseUrl, http)));
        if (options.testListener() && testCluster.isEmpty()) {
            step("Opening the test listener");
            supervisor.replace(broker.part(Optional.of(remembered.ask())));
        }
        phase = "running";
        supervisor.publish();
    }

    private Certificates makeCertificates() {
        step("Checking the certificates for TLS");
        return Certificates.open(home, options.javaHome(), clock.instant());
    }

    /// @return the database's address for its owner
    private String startStoreAndBroker(Keys keys, Part broker) {
        String own = options.databaseUrl();
        if (own != null) {
            mustAnswer(own);
            step("Starting the broker");
            supervisor.start(List.of(broker));
            return own;
        }
        EmbeddedPostgres postgres =
                new EmbeddedPostgres(home, keys, options.ports().postgres());
        if (postgres.isNew()) {
            step("Making a Postgres in " + home.postgres());
        }
        Part store = postgres.prepare();
        step("Starting Postgres and the broker");
        supervisor.start(new ArrayList<>(List.of(store, broker)));
        postgres.makeDatabase();
        return postgres.url();
    }

    private static void mustAnswer(String databaseUrl) {
        String shown = databaseUrl.replaceFirst("\\?.*", "");
        try (Connection connection = DriverManager.getConnection(
                databaseUrl + (databaseUrl.contains("?") ? "&" : "?") + "connectTimeout=5&loginTimeout=5")) {
            if (!connection.isValid(5)) {
                throw Refusal.of("Postgres at %s does not answer; check NARU_DATABASE_URL.", shown);
            }
        } catch (SQLException failed) {
            throw Refusal.of(
                    "Postgres at %s can't be reached (%s); check NARU_DATABASE_URL and that it runs.",
                    shown, String.valueOf(failed.getMessage()).replaceFirst("\\.$", ""));
        }
    }

    /// Keeps everything running until a stop is asked for; returns the exit code.
    int watch() {
        return supervisor.watch();
    }

    void askToStop() {
        supervisor.askToStop();
    }

    void stop() {
        phase = "stopping";
        supervisor.stopAll();
        http.shutdownNow();
        RunState.remove(home);
    }

    private void step(String what) {
        terminal.println(what);
    }

    private void record(List<PartState> parts) {
        new RunState(
                        ProcessHandle.current().pid(),
                        phase,
                        startedAtMs,
                        options.console(),
                        options.clientAddress(),
                        options.ports(),
                        parts)
                .write(home);
    }
}
