package io.naru.e2e.clients;

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

/// A client library of another language, called through the programs in `src/test/{python,node,go}`.
public final class ClientProgram implements KafkaClient {
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
        Path python = Installed.python("python").resolve("python");
        Path source = Installed.SOURCES.resolve("python").resolve(program);
        return new ClientProgram(List.of(python.toString(), "-B", source.toString()), Map.of());
    }

    public static ClientProgram kafkajs() {
        Path source = Installed.SOURCES.resolve("node/kafkajs-client.cjs");
        return new ClientProgram(
                List.of("node", source.toString()),
                Map.of("NODE_PATH", Installed.nodeModules().toString()));
    }

    public static ClientProgram franzGo() {
        return new ClientProgram(List.of(Installed.goProgram().toString()), Map.of());
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
