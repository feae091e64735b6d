package io.naru.broker.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A broker in a process of its own, on a data directory that outlives it.
final class FaultyBrokerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("READY client=(\\S+) system=(\\S+).*");
    private static final String SECRET = "the secret of a broker that dies";
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Process process;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final Path log;
    private String client = "";
    private String system = "";

    private FaultyBrokerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread.ofVirtual().start(this::readOutput);
    }

    /// What it says goes to its log as well; nobody must leave it unread.
    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                output.add(line);
            }
        } catch (IOException killed) {
            // Nothing more to read.
            return;
        }
    }

    /// Starts it and waits until it serves.
    static FaultyBrokerProcess start(Path directory) throws InterruptedException, IOException {
        FaultyBrokerProcess started = launch(directory, null);
        Matcher ready = READY.matcher(started.await("READY "));
        if (!ready.matches()) {
            throw new AssertionError("not the line that says that it is ready");
        }
        started.client = ready.group(1);
        started.system = ready.group(2);
        return started;
    }

    /// Starts it with a death that waits for it on its way.
    ///
    /// @throws AssertionError if it did not get there
    static void diesStarting(Path directory, Death death) throws IOException, InterruptedException {
        try (FaultyBrokerProcess started = launch(directory, death)) {
            started.awaitDeath();
        }
    }

    private static FaultyBrokerProcess launch(Path directory, @Nullable Death death) throws IOException {
        Path log = directory.resolve("broker.log");
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.naru.broker.runtime.FaultyBroker",
                configuration(directory).toString()));
        if (death != null) {
            words.add(death.toString());
        }
        return new FaultyBrokerProcess(
                new ProcessBuilder(words)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    private static Path configuration(Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), SECRET);
        return Files.writeString(
                directory.resolve("broker.properties"), """
                data.directory=%s
                client.listener=127.0.0.1:%d
                system.listener=127.0.0.1:%d
                metrics.listener=
                cell.secret.file=%s
                shard.threads=2
                topic.bin.retention.ms=0
                """.formatted(data(directory), freePort(), freePort(), secret));
    }

    static Path data(Path directory) {
        return directory.resolve("data");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// For the tenant's key `id`.
    Map<String, Object> asTenant(String id, String secret) {
        return settings(client, id, secret);
    }

    Map<String, Object> asCell() {
        return settings(system, "cell", SECRET);
    }

    private static Map<String, Object> settings(String bootstrap, String user, String password) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
        return settings;
    }

    void diesAt(Death death) throws InterruptedException, IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(death + "\n").flush();
        await("ARMED");
    }

    private String await(String beginning) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < deadline && (process.isAlive() || !output.isEmpty())) {
            String line = output.poll(100, TimeUnit.MILLISECONDS);
            if (line != null && line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("no " + beginning + ": " + said());
    }

    /// Stops it in order; a death may wait for it on this way too.
    void stop() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
    }

    /// Waits until it has died where it was to die.
    ///
    /// @throws AssertionError if it lives on, or ended in another way
    void awaitDeath() throws InterruptedException, IOException {
        awaitExit(FaultyDisk.EXIT_CODE);
    }

    /// Waits until it has stopped in order.
    void awaitStopped() throws InterruptedException, IOException {
        awaitExit(0);
    }

    private void awaitExit(int wanted) throws InterruptedException, IOException {
        if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it is alive after " + BOUND + ": " + said());
        }
        if (process.exitValue() != wanted) {
            throw new AssertionError("it ended by itself, " + process.exitValue() + ": " + said());
        }
    }

    /// Its log, that of its earlier lives before it.
    String said() throws IOException {
        return (Files.exists(log) ? Files.readString(log) : "")
                + (process.isAlive() ? "" : "exit code " + process.exitValue());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
