package io.naru.bench.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Apache Kafka as one KRaft node, with the JVM flags of its own start script and its default settings.
final class ApacheKafka implements Contestant {
    private static final List<String> JVM_FLAGS = List.of(
            "-Xmx1G",
            "-Xms1G",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent");

    private final Path root;
    private final int port;

    ApacheKafka(Path root, int port) {
        this.root = root;
        this.port = port;
    }

    @Override
    public String name() {
        return "Apache Kafka 4.4.0";
    }

    @Override
    public void prepare(Path folder) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%s
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.segment.delete.delay.ms=100
                """.formatted(port + 1, port, port + 1, folder.resolve("data")));
        Files.writeString(folder.resolve("log4j2.properties"), """
                status = warn
                rootLogger.level = WARN
                rootLogger.appenderRef.out.ref = OUT
                appender.out.type = Console
                appender.out.name = OUT
                """);
        Process format = process(
                folder,
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                List.of(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        "TmFydUJlc2lkZUthZmthMQ",
                        "-c",
                        folder.resolve("server.properties").toString()));
        if (format.waitFor() != 0) {
            throw new IOException("formatting failed; see " + folder.resolve("log"));
        }
    }

    @Override
    public Process start(Path folder) throws IOException {
        return process(
                folder,
                JVM_FLAGS,
                List.of("kafka.Kafka", folder.resolve("server.properties").toString()));
    }

    @Override
    public void introduce() {
        // Nothing: a Kafka has one tenant.
    }

    private Process process(Path folder, List<String> flags, List<String> program) throws IOException {
        List<String> words = new ArrayList<>(Processes.javaBoundToThisOne());
        words.addAll(flags);
        words.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"));
        words.addAll(List.of("-cp", root.resolve("bench/kafka/target/lib") + "/*"));
        words.addAll(program);
        return Processes.start(words, folder.resolve("log"));
    }

    @Override
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }
}
