package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Shell;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start that cannot work says why in one sentence, ends with a code that is not 0, and loses nothing.
class BadStartsIT {
    @TempDir
    Path folder;

    private final int ports = RunningNaru.freePorts();

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket _ = new ServerSocket(ports + 1, 1, InetAddress.getLoopbackAddress())) {
            mustRefuse(up(folder, Map.of()), "Port " + (ports + 1) + " (Kafka clients) can't be used");
        }
    }

    @Test
    void aFileInTheFoldersPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("home"), "");

        mustRefuse(up(file, Map.of()), "is a file, not a folder");
    }

    @Test
    void aFolderWithoutPermission() {
        mustRefuse(up(Path.of("/proc/naru"), Map.of()), "/proc/naru can't be");
    }

    @Test
    void aFullDisk() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Shell.Outcome mounted = Shell.run(
                Map.of(),
                Duration.ofSeconds(10),
                List.of("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()));
        assumeTrue(mounted.exitCode() == 0, "left out: no small disk can be mounted: " + mounted.said());
        try {
            Shell.Outcome refused = up(small.resolve("home"), Map.of());

            mustRefuse(refused, "MiB left");
            assertThat(refused.exitCode()).isEqualTo(3);
        } finally {
            Shell.run(Map.of(), Duration.ofSeconds(10), List.of("umount", small.toString()));
        }
    }

    @Test
    void aDamagedDataFolder() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("postgres/data"));
        Files.writeString(home.resolve("postgres/data/postgresql.conf"), "");

        mustRefuse(up(home, Map.of()), "is damaged (no PG_VERSION)");
        assertThat(home.resolve("postgres/data/postgresql.conf")).exists();
    }

    @Test
    void aDamagedKey() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("keys"));
        Files.writeString(home.resolve("keys/cell.secret"), "");

        mustRefuse(up(home, Map.of()), "cell.secret is damaged");
    }

    @Test
    void aPostgresThatCannotBeReached() {
        String nowhere = "jdbc:postgresql://127.0.0.1:1/naru?user=naru&password=secret";

        Shell.Outcome refused = up(folder.resolve("home"), Map.of("NARU_DATABASE_URL", nowhere));

        mustRefuse(refused, "Postgres at jdbc:postgresql://127.0.0.1:1/naru can't be reached");
        assertThat(refused.said()).doesNotContain("secret");
    }

    @Test
    void aJdkThatIsTooOld() throws Exception {
        Path old = folder.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        Path javac = Files.writeString(old.resolve("bin/javac"), "");
        assertThat(javac.toFile().setExecutable(true)).isTrue();

        Shell.Outcome refused = Shell.run(
                Map.of(
                        "NARU_JDK",
                        old.toString(),
                        "NARU_HOME",
                        folder.resolve("home").toString()),
                Duration.ofSeconds(20),
                List.of(RunningNaru.root().resolve("naru").toString(), "up"));

        mustRefuse(refused, "is Java 17; Naru needs a JDK of version 25 or newer");
    }

    private Shell.Outcome up(Path home, Map<String, String> environment) {
        return RunningNaru.command(home, environment, "up", "--port-base", Integer.toString(ports));
    }

    private static void mustRefuse(Shell.Outcome outcome, String sentence) {
        assertThat(outcome.exitCode()).as(outcome.said()).isNotZero();
        assertThat(outcome.said().lines().filter(line -> line.startsWith("naru: ")))
                .as(outcome.said())
                .singleElement()
                .asString()
                .contains(sentence);
        assertThat(outcome.said()).doesNotContain("Exception", "\tat ");
    }
}
