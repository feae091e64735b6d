package io.naru.e2e.system;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Another control plane of a running Naru, on the same database and the same cell, that can be told to stop at a point
/// of its registry.
public final class SecondControlPlane implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Path log;
    private final String base;

    private SecondControlPlane(Process process, Path log) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
        this.base = "http://" + awaitLine("READY http=");
    }

    /// Starts it and waits until it serves; the lease of the relay stays with the first.
    public static SecondControlPlane start(RunningNaru naru) {
        try {
            Map<String, String> environment = naru.environmentOf("control-plane");
            environment.put("NARU_HTTP_PORT", "0");
            environment.remove("NARU_LOCAL_DIRECTORY");
            Path built = RunningNaru.root().resolve("control-plane/target");
            Path log = naru.home().resolve("second-control-plane.log");
            ProcessBuilder builder = new ProcessBuilder(Shell.bound(List.of(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "@" + RunningNaru.root().resolve("launcher/jvm/control-plane.flags"),
                            "-cp",
                            built.resolve("test-classes") + File.pathSeparator + RunningNaru.jar("control-plane"),
                            "io.naru.control.fault.FaultyControlPlane")))
                    .redirectError(log.toFile());
            builder.environment().putAll(environment);
            return new SecondControlPlane(builder.start(), log);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    public String base() {
        return base;
    }

    /// From now on it stops with all its threads when it gets to this point, until [#goesOn()].
    public void stallsAt(String point) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append("stall " + point + "\n")
                    .flush();
            awaitLine("ARMED " + point);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    public void awaitStalled() {
        Stalled.await(process.pid());
    }

    public void goesOn() {
        Stalled.signal("CONT", process.pid());
    }

    public void awaitLogged(String words) {
        Await.until(
                "the second control plane says: " + words,
                Duration.ofSeconds(30),
                () -> Files.readString(log).contains(words));
    }

    private String awaitLine(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("the second control plane ended: " + Files.readString(log));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
