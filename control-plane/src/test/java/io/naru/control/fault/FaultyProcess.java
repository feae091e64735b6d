package io.naru.control.fault;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Cell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A [FaultyControlPlane] in a process of its own.
public final class FaultyProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Path log;
    private final String base;

    private FaultyProcess(Process process, Path log) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
        this.base = "http://" + await("READY http=");
    }

    /// Starts it on a database and waits until it serves.
    public static FaultyProcess start(String database, Cell cell) {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fault");
            Path log = directory.resolve("log");
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FaultyControlPlane.class.getName()));
            builder.environment()
                    .putAll(Map.of(
                            "NARU_HTTP_PORT",
                            "0",
                            "NARU_DATABASE_URL",
                            database,
                            "NARU_CELL_BOOTSTRAP",
                            cell.bootstrap(),
                            "NARU_CELL_SECRET_FILE",
                            Files.writeString(directory.resolve("secret"), cell.secret())
                                    .toString(),
                            "NARU_TOKEN_PRIVATE_KEY_FILE",
                            Files.writeString(directory.resolve("token"), cell.tokenKeyPem())
                                    .toString()));
            return new FaultyProcess(builder.redirectError(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From now on it dies when it gets to this point.
    public void diesAt(FaultPoint point) {
        order("die", point);
    }

    /// From now on it stops with all its threads when it gets to this point, as on a machine that has no time for it.
    public void stallsAt(FaultPoint point) {
        order("stall", point);
    }

    private void order(String harm, FaultPoint point) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(harm + " " + point + "\n")
                    .flush();
            await("ARMED " + point);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String await(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("the control plane ended: " + Files.readString(log));
    }

    /// @throws AssertionError if it lives on, or ended in another way
    public void awaitDeath(Duration bound) throws InterruptedException {
        if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it is alive after " + bound);
        }
        if (process.exitValue() != FaultPoints.EXIT_CODE) {
            throw new AssertionError("it ended by itself: " + process.exitValue() + ", " + log);
        }
    }

    /// Whether it is stopped: the state is the first word after the name, which stands in parentheses.
    public boolean isStalled() {
        try {
            String state = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return state.charAt(state.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ApiClient anonymous() {
        return ApiClient.anonymous(base);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
