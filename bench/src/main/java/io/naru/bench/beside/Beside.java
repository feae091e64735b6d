package io.naru.bench.beside;

import io.naru.bench.beside.Measures.Measure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures Naru beside Apache Kafka and writes `bench/results/beside-kafka.md`. Each round starts each broker on an
/// empty folder, so no round profits from another's data, and the machine's mood hits both.
@Command(
        name = "./naru bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures Naru beside Apache Kafka 4.4.0 with equal durability and writes bench/results/beside-kafka.md.",
            "Takes about 25 minutes on a machine that does nothing else."
        })
public final class Beside implements Callable<Integer> {
    private static final Measure START = new Measure("start to first ack", "ms", false, "<= 0.6");
    private static final Measure IDLE_MEMORY = new Measure("memory, idle", "MiB", false, "<= 0.5");
    private static final Measure LOADED_MEMORY = new Measure("memory, after load", "MiB", false, "");

    private final Path root = Path.of(System.getProperty("naru.root", ".")).toAbsolutePath();
    private final Measures measures = new Measures();

    @Option(names = "--rounds", defaultValue = "5", description = "Alternating rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "8", description = "Of load a measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--quick", description = "As --rounds 2 --seconds 4.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "naru|kafka", description = "Measures one alone and writes no results.")
    private String only = "";

    @Option(names = "--jfr", paramLabel = "FOLDER", description = "Keeps a flight recording of each of Naru's rounds.")
    private @Nullable Path recordings;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Beside()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (quick) {
            rounds = 2;
            seconds = 4;
        }
        run();
        return 0;
    }

    private void run() throws Exception {
        // Below the ports that the kernel gives to clients: one that tries and tries to reach a broker that is not
        // there yet would at last be given the broker's own port, and talk to itself.
        NaruBroker naru = new NaruBroker(root, 24_100, recordings);
        ApacheKafka kafka = new ApacheKafka(root, 24_200);
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : round % 2 == 1 ? List.of(naru, kafka) : List.of(kafka, naru)) {
                if (!contestant.name().toLowerCase(Locale.ROOT).contains(only)) {
                    continue;
                }
                System.out.printf("Round %d of %d: %s%n", round, rounds, contestant.name());
                measure(contestant);
            }
        }
        String table = measures.table(naru.name(), kafka.name());
        Path results = root.resolve("bench/results/beside-kafka.md");
        System.out.println(table);
        if (!only.isEmpty()) {
            return;
        }
        Files.writeString(results, heading() + table);
        System.out.println("Written to " + results);
    }

    private Duration length() {
        return Duration.ofSeconds(seconds);
    }

    private String heading() {
        return """
                # Naru beside Apache Kafka 4.4.0

                Made by `./naru bench` on %s, %d cores, Java %s, Linux %s. Medians of %d alternating rounds (least-most).
                Each round starts on an empty folder and warms its broker up with every kind of load; before each measure deleted topics
                are gone from the disk (Kafka: `log.segment.delete.delay.ms=100`) and the page cache is written out.
                Client: the official Java client 4.4.0, acks=all, its default settings (latency: linger.ms=0, 1,000 records a second of 1 KB,
                broker pinned to one core, client to the other). One broker, %d partitions, replication factor 1, %d s of load a measure.
                "synced" means that an acknowledgement says "on disk": `flush.messages=1` on both. Kafka runs with the JVM flags of its own
                start script, Naru with those of `./naru up`. CPU is the broker's alone, user and system, from /proc.

                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        System.getProperty("os.version"),
                        rounds,
                        Workload.PARTITIONS,
                        seconds);
    }

    private void measure(Contestant contestant) throws Exception {
        Path folder = Files.createTempDirectory("naru-beside-");
        try {
            contestant.prepare(folder);
            Workload workload = new Workload(contestant.bootstrap());
            firstStart(contestant, folder, workload);

            long began = System.nanoTime();
            Process broker = contestant.start(folder);
            try {
                workload.awaitFirstAck("first", Duration.ofSeconds(60));
                measures.add(START, contestant.name(), (System.nanoTime() - began) / 1e6);
                TimeUnit.SECONDS.sleep(8);
                measures.add(IDLE_MEMORY, contestant.name(), Processes.residentMiB(broker));
                load(contestant, broker, workload);
                measures.add(LOADED_MEMORY, contestant.name(), Processes.residentMiB(broker));
            } finally {
                stop(broker);
            }
        } finally {
            delete(folder);
        }
    }

    private static void firstStart(Contestant contestant, Path folder, Workload workload) throws Exception {
        Process broker = contestant.start(folder);
        try {
            awaitListening(contestant.bootstrap(), broker);
            contestant.introduce();
            workload.makeTopic("first", false);
            workload.awaitFirstAck("first", Duration.ofSeconds(60));
        } finally {
            stop(broker);
        }
    }

    private void load(Contestant contestant, Process broker, Workload workload) throws Exception {
        warmUp(workload);
        for (int recordBytes : new int[] {1_000, 100}) {
            for (boolean synced : new boolean[] {false, true}) {
                String what = (recordBytes == 1_000 ? "1 KB" : "100 B") + (synced ? ", synced" : "");
                String topic = "produce-" + recordBytes + (synced ? "-synced" : "");
                workload.makeTopic(topic, synced);
                Processes.settleDisk();
                double before = Processes.cpuSeconds(broker);
                Workload.Throughput produced = workload.produce(topic, recordBytes, length());
                double cpu = Processes.cpuSeconds(broker) - before;
                add(contestant, "produce " + what, produced, cpu, synced ? ">= 2" : "", ">= 1.3");
                if (recordBytes == 1_000 && !synced) {
                    consume(contestant, broker, workload, topic);
                }
                workload.deleteTopic(topic);
            }
        }
        latency(contestant, broker, workload);
    }

    private void warmUp(Workload workload) throws Exception {
        for (int recordBytes : new int[] {1_000, 100}) {
            workload.makeTopic("warm-up", recordBytes == 100);
            workload.produce("warm-up", recordBytes, length());
            workload.consume("warm-up");
            workload.deleteTopic("warm-up");
        }
    }

    private void consume(Contestant contestant, Process broker, Workload workload, String topic) throws IOException {
        double before = Processes.cpuSeconds(broker);
        Workload.Throughput consumed = workload.consume(topic);
        add(contestant, "consume 1 KB", consumed, Processes.cpuSeconds(broker) - before, "", "");
    }

    private void add(
            Contestant contestant, String what, Workload.Throughput found, double cpu, String goal, String cpuGoal) {
        measures.add(new Measure(what, "MB/s", true, goal), contestant.name(), found.megabytesPerSecond());
        measures.add(
                new Measure(what + ", per broker CPU", "MB per CPU-s", true, cpuGoal),
                contestant.name(),
                found.bytes() / 1e6 / cpu);
        measures.add(
                new Measure(what + ", broker CPU", "CPU-s per GB", false, ""),
                contestant.name(),
                cpu / (found.bytes() / 1e9));
    }

    private void latency(Contestant contestant, Process broker, Workload workload) throws Exception {
        long self = ProcessHandle.current().pid();
        boolean pinned = Runtime.getRuntime().availableProcessors() > 1;
        if (pinned) {
            Processes.pin(broker.pid(), 0);
            Processes.pin(self, 1);
        }
        for (boolean synced : new boolean[] {false, true}) {
            String topic = "latency" + (synced ? "-synced" : "");
            workload.makeTopic(topic, synced);
            Processes.settleDisk();
            workload.latencies(topic, 1_000, 1_000, Duration.ofSeconds(2));
            double[] found = workload.latencies(topic, 1_000, 1_000, length());
            for (String percent : new String[] {"50", "99", "99.9"}) {
                measures.add(
                        new Measure("latency p" + percent + (synced ? ", synced" : ""), "ms", false, ""),
                        contestant.name(),
                        Workload.percentile(found, Double.parseDouble(percent)));
            }
            workload.deleteTopic(topic);
        }
        if (pinned) {
            Processes.unpin(self);
        }
    }

    private static void awaitListening(String address, Process broker) throws IOException, InterruptedException {
        int colon = address.indexOf(':');
        InetSocketAddress listener =
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (broker.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(listener, 200);
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("no broker listens at " + address);
    }

    private static void stop(Process broker) throws InterruptedException {
        broker.destroy();
        if (!broker.waitFor(30, TimeUnit.SECONDS)) {
            broker.destroyForcibly().waitFor();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
