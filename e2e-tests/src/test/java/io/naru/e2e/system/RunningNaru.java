package io.naru.e2e.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One Naru, started by the launcher as `./naru up` starts it, in a folder and on ports of its own.
public final class RunningNaru implements AutoCloseable {
    private static final Path ROOT =
            Path.of(System.getProperty("naru.root", "..")).toAbsolutePath().normalize();

    private final Path home;
    private final int portBase;
    private final List<String> options;
    private Process launcher;

    private RunningNaru(Path home, int portBase, List<String> options, Process launcher) {
        this.home = home;
        this.portBase = portBase;
        this.options = options;
        this.launcher = launcher;
    }

    /// Starts in a fresh folder and returns when everything is ready.
    public static RunningNaru start(String... options) {
        try {
            Path home = Files.createTempDirectory("naru-e2e-");
            int portBase = freePorts();
            RunningNaru naru =
                    new RunningNaru(home, portBase, List.of(options), launch(home, portBase, List.of(options)));
            naru.awaitReady();
            return naru;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Starts again what was stopped, with the same data on the same ports.
    public void startAgain() {
        try {
            launcher = launch(home, portBase, options);
            awaitReady();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static Process launch(Path home, int portBase, List<String> options) throws IOException {
        List<String> words = new ArrayList<>(launcherWords());
        words.addAll(List.of("up", "--port-base", Integer.toString(portBase)));
        words.addAll(options);
        return Shell.start(environment(home), terminal(home), words);
    }

    /// What the person at the terminal would have seen.
    private static Path terminal(Path home) {
        return home.resolve("terminal.log");
    }

    private void awaitReady() {
        Await.until("Naru is ready; it said:\n" + said(), Duration.ofSeconds(180), () -> {
            if (!launcher.isAlive()) {
                throw new AssertionError("Naru did not start: " + said());
            }
            JsonNode state = state();
            return state.path("launcherPid").asLong() == launcher.pid()
                    && state.path("phase").asText().equals("running");
        });
    }

    private static List<String> launcherWords() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar("launcher").toString());
    }

    static Path jar(String module) {
        try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches(module + "-[0-9].*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(module + " is not built"));
        } catch (IOException failed) {
            throw new AssertionError(module + " is not built", failed);
        }
    }

    private static Map<String, String> environment(Path home) {
        return new HashMap<>(Map.of("NARU_HOME", home.toString(), "NARU_ROOT", ROOT.toString()));
    }

    /// Runs a command of the launcher program for any home.
    public static Shell.Outcome command(Path home, Map<String, String> more, String... words) {
        Map<String, String> environment = environment(home);
        environment.putAll(more);
        List<String> all = new ArrayList<>(launcherWords());
        all.addAll(List.of(words));
        return Shell.run(environment, Duration.ofSeconds(120), all);
    }

    public Shell.Outcome command(String... words) {
        return command(home, Map.of(), words);
    }

    /// Stops everything in good order.
    public void stop() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(90, TimeUnit.SECONDS)) {
                throw new AssertionError("Naru did not stop: " + said());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        stop();
        if (System.getProperty("naru.keep") == null) {
            deleteRecursively(home);
        }
    }

    private static void deleteRecursively(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Six free ports in a row, below those that the kernel gives to clients: a client that tries and tries to reach a
    /// port where nothing listens yet would at last be given that port itself, and take it.
    public static int freePorts() {
        for (int base = 20_000 + (int) (ProcessHandle.current().pid() % 200) * 50; base < 32_000; base += 10) {
            if (allFree(base)) {
                return base;
            }
        }
        throw new AssertionError("no free ports");
    }

    private static boolean allFree(int base) {
        for (int port = base; port < base + 6; port++) {
            try (ServerSocket _ = new ServerSocket(port)) {
                continue;
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    /// As in `./naru status --json`.
    public JsonNode state() {
        try {
            return new ObjectMapper().readTree(Files.readString(home.resolve("run/state.json")));
        } catch (IOException failed) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }

    public ProcessHandle part(String name) {
        for (JsonNode part : state().path("parts")) {
            if (part.path("name").asText().equals(name)) {
                return ProcessHandle.of(part.path("pid").asLong())
                        .orElseThrow(() -> new AssertionError(name + " does not run"));
            }
        }
        throw new AssertionError("there is no part " + name + " in " + state());
    }

    /// The environment that the launcher gave a part.
    public Map<String, String> environmentOf(String part) {
        try {
            Map<String, String> values = new HashMap<>();
            String all =
                    Files.readString(Path.of("/proc", Long.toString(part(part).pid()), "environ"));
            for (String value : all.split("\0")) {
                values.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
            }
            return values;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Stops a part with all its threads, as a machine does that is out of memory, until [#resume].
    public void suspend(String part) {
        Stalled.signal("STOP", part(part).pid());
    }

    public void resume(String part) {
        Stalled.signal("CONT", part(part).pid());
    }

    /// kill -9, and no wait for what follows.
    public void kill(String part) {
        part(part).destroyForcibly();
    }

    public void awaitPartReady(String name) {
        Await.until(name + " is ready again", Duration.ofSeconds(120), () -> {
            for (JsonNode part : state().path("parts")) {
                if (part.path("name").asText().equals(name)) {
                    return part.path("state").asText().equals("ready")
                            && ProcessHandle.of(part.path("pid").asLong()).isPresent();
                }
            }
            return false;
        });
    }

    public ProcessHandle launcher() {
        return launcher.toHandle();
    }

    /// Starts the broker alone, with the configuration that the launcher wrote.
    public Process startBrokerAlone(Path output) {
        try {
            Process broker = Shell.start(
                    Map.of(),
                    output,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "@" + ROOT.resolve("launcher/jvm/data-plane.flags"),
                            "-jar",
                            jar("data-plane").toString(),
                            "--config",
                            home.resolve("broker.properties").toString()));
            long alreadySaid = Files.size(output);
            Await.until("the broker alone is ready", Duration.ofSeconds(60), () -> {
                if (!broker.isAlive()) {
                    throw new AssertionError("the broker ended: " + Files.readString(output));
                }
                byte[] now = Files.readAllBytes(output);
                return new String(now, (int) Math.min(alreadySaid, now.length), (int)
                                Math.max(0, now.length - alreadySaid))
                        .contains("READY ");
            });
            return broker;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    public String said() {
        try {
            return Files.exists(terminal(home)) ? Files.readString(terminal(home)) : "";
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    public String console() {
        return "http://127.0.0.1:" + portBase;
    }

    public String bootstrap() {
        return "127.0.0.1:" + (portBase + 1);
    }

    public String testListener() {
        return "127.0.0.1:" + (portBase + 5);
    }

    /// Logs in at the console.
    ///
    /// @return the HTTP status
    public int localLogin(String email, String password) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = new ObjectMapper().writeValueAsString(Map.of("email", email, "password", password));
            return http.send(
                            HttpRequest.newBuilder(URI.create(console() + "/api/v1/login"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    public Path home() {
        return home;
    }

    public static Path root() {
        return ROOT;
    }
}
