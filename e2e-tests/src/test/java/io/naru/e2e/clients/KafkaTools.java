package io.naru.e2e.clients;

import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Shell;
import io.naru.e2e.tenant.ClusterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Kafka's own command line tools, from the class path that `e2e-tests/kafka-tools` gathers.
public final class KafkaTools {
    private static final Map<String, String> CLASSES = Map.of(
            "kafka-topics", "org.apache.kafka.tools.TopicCommand",
            "kafka-configs", "kafka.admin.ConfigCommand",
            "kafka-consumer-groups", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
            "kafka-console-producer", "org.apache.kafka.tools.ConsoleProducer",
            "kafka-console-consumer", "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "kafka-get-offsets", "org.apache.kafka.tools.GetOffsetShell");

    private final ClusterKey key;
    private final Path settings;

    public KafkaTools(ClusterKey key, Path folder) {
        this.key = key;
        this.settings = folder.resolve("tools.properties");
        try {
            Files.writeString(
                    settings,
                    key.javaSettings().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n")));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Runs a tool to its end; returns what it printed.
    public String run(String tool, String... words) {
        return feed(tool, "", words);
    }

    /// Runs a tool that reads `input` from its standard input.
    public String feed(String tool, String input, String... words) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.level=ERROR",
                "-cp",
                RunningNaru.root().resolve("e2e-tests/kafka-tools/target/lib") + "/*",
                CLASSES.get(tool),
                "--bootstrap-server",
                key.bootstrap(),
                "--command-config",
                settings.toString()));
        all.addAll(List.of(words));
        if (!input.isEmpty()) {
            all.add(0, "sh");
            all.add(1, "-c");
            all.add(2, "printf '%s' \"$NARU_INPUT\" | exec \"$@\"");
            all.add(3, "sh");
        }
        Shell.Outcome outcome = Shell.run(Map.of("NARU_INPUT", input), Duration.ofSeconds(90), all);
        if (outcome.exitCode() != 0) {
            throw new AssertionError(
                    tool + " " + List.of(words) + " ended with " + outcome.exitCode() + ":\n" + outcome.said());
        }
        return outcome.said();
    }
}
