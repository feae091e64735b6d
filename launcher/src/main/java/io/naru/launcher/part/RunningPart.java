package io.naru.launcher.part;

import io.naru.launcher.home.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A started process of a part.
///
/// On Linux the process gets a session of its own, so that Ctrl-C reaches the launcher only and parts end in order, and
/// asks the kernel for its stop signal when the launcher dies. The kernel watches the *thread* that started a process,
/// so all are started by one thread that lives as long as the launcher.
final class RunningPart {
    private final Process process;
    private final Part part;
    private final PartLog log;
    private final long startedAtMs;
    private final Thread copier;
    private volatile boolean ready;

    private RunningPart(Part part, Process process, PartLog log, long startedAtMs) {
        this.part = part;
        this.process = process;
        this.log = log;
        this.startedAtMs = startedAtMs;
        this.copier =
                Thread.ofPlatform().daemon().name(part.name() + "-log").start(() -> log.copy(process.getInputStream()));
    }

    static RunningPart start(Part part, Path logs, Clock clock) {
        PartLog log = new PartLog(logs.resolve(part.name() + ".log"));
        ProcessBuilder builder = new ProcessBuilder(boundToThisThread(part)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("NARU_"));
        builder.environment().putAll(part.environment());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        try {
            return new RunningPart(part, builder.start(), log, clock.millis());
        } catch (IOException failed) {
            throw Refusal.of("The %s can't be started: %s.", part.name(), failed.getMessage());
        }
    }

    private static List<String> boundToThisThread(Part part) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            words.add("/usr/bin/setsid");
        }
        words.addAll(part.before());
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            words.addAll(List.of("/usr/bin/setpriv", "--pdeathsig", part.stopSignal()));
        }
        words.addAll(part.command());
        return words;
    }

    boolean isReady() {
        ready = ready || part.readiness().isReady(log);
        return ready;
    }

    /// Asks, waits, and after the part's bound no longer asks.
    void stop() {
        try {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-" + part.stopSignal(), Long.toString(process.pid()))
                        .start()
                        .waitFor();
                if (!process.waitFor(part.stopBound().toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            copier.join(1_000);
        } catch (IOException failed) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Why it ended, in words for a person.
    String lastWords() {
        waitForLog();
        return log.lastAfter(part.complaint())
                .or(() -> log.lastAfter("FATAL:"))
                .orElseGet(() -> "it ended with code %d; the last of %s: %s"
                        .formatted(process.exitValue(), log.file(), String.join(" / ", log.tail(3))));
    }

    private void waitForLog() {
        try {
            copier.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Process process() {
        return process;
    }

    Part part() {
        return part;
    }

    long startedAtMs() {
        return startedAtMs;
    }
}
