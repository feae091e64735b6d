package io.naru.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import io.naru.launcher.home.RunState.PartState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    /// The kernel ends parts with the thread that started them, so it must be one of the test's own.
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private volatile List<PartState> parts = List.of();
    private Home home;
    private Supervisor supervisor;

    @BeforeEach
    void prepare() {
        home = Home.at(folder.resolve("home"));
        home.prepare();
        supervisor = new Supervisor(
                home,
                new PrintStream(said, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                Duration.ofMillis(1),
                now -> parts = now);
    }

    @Test
    void waitsUntilAPartSaysThatItIsReady() {
        supervisor.start(List.of(shell("echo READY; exec sleep 60")));

        assertThat(parts).singleElement().extracting(PartState::state).isEqualTo("ready");
        supervisor.stopAll();
    }

    @Test
    void refusesWithThePartsOwnSentenceAndCode() {
        assertThatThrownBy(() -> supervisor.start(List.of(shell("echo 'x-part: the data is damaged.'; exit 2"))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.sentence()).isEqualTo("The x did not start: the data is damaged.");
                    assertThat(refusal.exitCode()).isEqualTo(2);
                });
    }

    @Test
    void leavesNoProcessBehindWhenStopped() {
        supervisor.start(List.of(shell("echo READY; exec sleep 60")));
        ProcessHandle process = parts.getFirst().process().orElseThrow();

        supervisor.stopAll();

        assertThat(process.isAlive()).isFalse();
        assertThat(parts).isEmpty();
    }

    @Test
    void endsAPartThatDoesNotListenAfterItsBound() {
        supervisor.start(List.of(shell("trap '' TERM; echo READY; while :; do sleep 0.05; done")));
        ProcessHandle process = parts.getFirst().process().orElseThrow();

        supervisor.stopAll();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void startsAPartAgainThatWasKilled() throws Exception {
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(
                () -> {
                    supervisor.start(List.of(shell("echo READY; exec sleep 60")));
                    int code = supervisor.watch();
                    supervisor.stopAll();
                    return code;
                },
                THREADS);
        await(() -> ready(0).isPresent());

        ready(0).orElseThrow().process().orElseThrow().destroyForcibly();

        await(() -> ready(1).isPresent());
        supervisor.askToStop();
        assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("The x died", "The x is ready again");
    }

    @Test
    void bringsAPartBackThoughTheOneItNeedsDiedAfterIt() throws Exception {
        Path store = folder.resolve("store-runs");
        String needsStore = "[ -e " + store + " ] || { echo 'x-part: no store'; exit 2; }; echo READY; exec sleep 60";
        String makesStore = "echo > " + store + "; echo READY; exec sleep 60";
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(
                () -> {
                    supervisor.start(List.of(shell("store", makesStore)));
                    supervisor.start(List.of(shell("x", needsStore)));
                    int code = supervisor.watch();
                    supervisor.stopAll();
                    return code;
                },
                THREADS);
        await(() -> parts.size() == 2
                && parts.stream().allMatch(part -> part.state().equals("ready")));
        List<PartState> both = parts;

        both.get(1).process().orElseThrow().destroyForcibly();
        Files.delete(store);
        both.get(0).process().orElseThrow().destroyForcibly();

        await(() -> parts.size() == 2
                && parts.stream().allMatch(part -> part.state().equals("ready") && part.restarts() > 0));
        supervisor.askToStop();
        assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void givesUpOnAPartThatDiesTooOften() {
        supervisor.start(List.of(shell("echo READY; sleep 0.2; echo 'x-part: no luck'; exit 9")));

        int exitCode = supervisor.watch();

        supervisor.stopAll();
        assertThat(exitCode).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("The x died 6 times within a minute", "no luck");
    }

    private Optional<PartState> ready(int restarts) {
        return parts.stream()
                .filter(part -> part.state().equals("ready") && part.restarts() == restarts)
                .findFirst();
    }

    private static Part shell(String script) {
        return shell("x", script);
    }

    private static Part shell(String name, String script) {
        return new Part(
                name,
                List.of(),
                List.of("/bin/sh", "-c", script),
                Map.of(),
                "TERM",
                "x-part: ",
                "nowhere",
                log -> log.hasLineBeginning("READY"),
                Duration.ofSeconds(10),
                Duration.ofMillis(300));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
