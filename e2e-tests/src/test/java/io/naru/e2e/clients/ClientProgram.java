package io.naru.e2e.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Shell;
import io.naru.e2e.tenant.ClusterKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A client library of another language, called through the programs in `src/test/{python,node,go}`. Libraries are
/// installed once below `target/clients`; where one cannot be had, its stories are skipped and say why.
public final class ClientProgram implements KafkaClient {
    private static final Path SOURCES = RunningNaru.root().resolve("e2e-tests/src/test");
    private static final Path INSTALLED = RunningNaru.root().resolve("e2e-tests/target/clients");

    private final List<String> words;
    private final Map<String, String> environment;

    private ClientProgram(List<String> words, Map<String, String> environment) {
        this.words = words;
        this.environment = environment;
    }

    public static ClientProgram confluentKafka() {
        return python("confluent_client.py");
    }

    public static ClientProgram kafkaPython() {
        return python("kafka_python_client.py");
    }

    private static ClientProgram python(String program) {
        Path folder = INSTALLED.resolve("python");
        Path requirements = SOURCES.resolve("python/requirements.txt");
        installOnce(folder, requirements, () -> {
            must(Map.of(), List.of("python3", "-m", "venv", folder.toString()));
            must(
                    Map.of(),
                    List.of(folder.resolve("bin/pip").toString(), "install", "--quiet", "-r", requirements.toString()));
        });
        return new ClientProgram(
                List.of(
                        folder.resolve("bin/python").toString(),
                        "-B",
                        SOURCES.resolve("python").resolve(program).toString()),
                Map.of());
    }

    public static ClientProgram kafkajs() {
        return new ClientProgram(
                List.of("node", SOURCES.resolve("node/kafkajs-client.cjs").toString()),
                Map.of("NODE_PATH", nodeModules().toString()));
    }

    /// Where the packages of `src/test/node/package-lock.json` are installed.
    public static Path nodeModules() {
        Path folder = INSTALLED.resolve("node");
        Path lock = SOURCES.resolve("node/package-lock.json");
        installOnce(folder, lock, () -> {
            Files.createDirectories(folder);
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.deleteIfExists(folder.resolve(file));
                Files.copy(lock.resolveSibling(file), folder.resolve(file));
            }
            must(Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--prefix", folder.toString()));
        });
        return folder.resolve("node_modules");
    }

    public static ClientProgram franzGo() {
        Path folder = INSTALLED.resolve("go");
        Path program = folder.resolve("client");
        Path source = SOURCES.resolve("go/main.go");
        installOnce(folder, source, () -> {
            Files.createDirectories(folder);
            must(
                    Map.of(),
                    List.of("go", "build", "-C", SOURCES.resolve("go").toString(), "-o", program.toString(), "."));
        });
        return new ClientProgram(List.of(program.toString()), Map.of());
    }

    private interface Installation {
        void run() throws IOException;
    }

    private static final class CannotBeHad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotBeHad(String why) {
            super(why);
        }
    }

    private static void installOnce(Path folder, Path wanted, Installation installation) {
        Path mark = folder.resolve("installed");
        try {
            String content = Files.readString(wanted);
            if (!Files.exists(mark) || !Files.readString(mark).equals(content)) {
                installation.run();
                Files.writeString(mark, content);
            }
        } catch (CannotBeHad missing) {
            assumeTrue(false, "left out: " + missing.getMessage());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void must(Map<String, String> environment, List<String> words) {
        Shell.Outcome outcome;
        try {
            outcome = Shell.run(environment, Duration.ofMinutes(10), words);
        } catch (AssertionError missing) {
            throw new CannotBeHad(words.getFirst() + " can't be run: " + missing.getMessage());
        }
        if (outcome.exitCode() != 0) {
            throw new CannotBeHad(String.join(" ", words) + " said: " + outcome.said());
        }
    }

    @Override
    public void produce(ClusterKey key, String topic, int first, int end) {
        Shell.Outcome outcome = Shell.run(
                with(key),
                Duration.ofMinutes(10),
                concat(List.of("produce", topic, Integer.toString(first), Integer.toString(end))));
        if (outcome.exitCode() != 0) {
            throw new AssertionError(words + " failed with " + outcome.exitCode() + ":\n" + outcome.said());
        }
    }

    @Override
    public Member join(ClusterKey key, String topic, String group, Received received) {
        try {
            Path complaints = Files.createTempFile("naru-e2e-member", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(concat(List.of("consume", topic, group))).redirectError(complaints.toFile());
            builder.environment().putAll(with(key));
            Process process = builder.start();
            Thread reader = Thread.ofPlatform().start(() -> read(process, received));
            return () -> close(process, reader, complaints);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void read(Process process, Received received) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("R")) {
                    received.add(
                            Integer.parseInt(words[1]),
                            Long.parseLong(words[2]),
                            words[3],
                            Integer.parseInt(words[4]),
                            Integer.parseInt(words[5]));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void close(Process process, Thread reader, Path complaints) {
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            reader.join();
            String said = Files.readString(complaints);
            Files.delete(complaints);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        words + (ended ? " failed" : " did not leave the group in 60 s") + ":\n" + said);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private Map<String, String> with(ClusterKey key) {
        Map<String, String> all = new HashMap<>(key.environment());
        all.putAll(environment);
        return all;
    }

    private List<String> concat(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return all;
    }
}
