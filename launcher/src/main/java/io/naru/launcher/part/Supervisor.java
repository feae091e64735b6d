package io.naru.launcher.part;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import io.naru.launcher.home.RunState.PartState;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Keeps parts running. Everything but [#askToStop()] is called by one thread, the one that starts the processes, which
/// has to live as long as they.
public final class Supervisor {
    static final int MAX_RESTARTS_A_MINUTE = 5;
    private static final Duration LOOK_AROUND = Duration.ofMillis(50);

    private final Home home;
    private final PrintStream terminal;
    private final Clock clock;
    private final Duration firstPause;
    private final Consumer<List<PartState>> onChange;
    private final Map<String, RunningPart> running = new LinkedHashMap<>();
    private final Map<String, RunningPart> starting = new LinkedHashMap<>();
    private final Map<String, Long> dueAtMs = new LinkedHashMap<>();
    private final Map<String, Deque<Long>> restartsAtMs = new HashMap<>();
    private final Map<String, Integer> restarts = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    /// @param firstPause before a part is started again; doubles with each restart within a minute
    /// @param onChange   told the state of all parts after each change
    public Supervisor(
            Home home, PrintStream terminal, Clock clock, Duration firstPause, Consumer<List<PartState>> onChange) {
        this.home = home;
        this.terminal = terminal;
        this.clock = clock;
        this.firstPause = firstPause;
        this.onChange = onChange;
    }

    /// Starts parts side by side and returns when all are ready.
    ///
    /// @throws Refusal when one ends or does not become ready in its bound; the caller stops the others
    public void start(List<Part> parts) {
        List<RunningPart> started = new ArrayList<>();
        for (Part part : parts) {
            started.add(launch(part));
        }
        for (RunningPart part : started) {
            awaitReady(part);
        }
    }

    /// Ends a part in good order and starts it again as `part` says.
    public void replace(Part part) {
        RunningPart old = running.get(part.name());
        if (old != null) {
            old.stop();
        }
        start(List.of(part));
    }

    private RunningPart launch(Part part) {
        RunningPart started = RunningPart.start(part, home.logs(), clock);
        running.put(part.name(), started);
        publish();
        return started;
    }

    private void awaitReady(RunningPart part) {
        long deadlineMs = clock.millis() + part.part().startBound().toMillis();
        while (!part.isReady()) {
            if (stop.getCount() == 0) {
                throw Refusal.withExitCode(130, "Stopped before everything was ready.");
            }
            if (!part.process().isAlive()) {
                String why = part.lastWords();
                int code = part.process().exitValue();
                throw Refusal.withExitCode(
                        code == Refusal.DISK_FULL || code == Refusal.NEEDS_A_PERSON ? code : 1,
                        "The %s did not start: %s".formatted(part.part().name(), why));
            }
            if (clock.millis() > deadlineMs) {
                throw Refusal.withExitCode(
                        1,
                        "The %s was not ready within %d s; see ./naru logs %s."
                                .formatted(
                                        part.part().name(),
                                        part.part().startBound().toSeconds(),
                                        part.part().name()));
            }
            pause(Duration.ofMillis(20));
        }
        publish();
    }

    /// Watches until a stop is asked for or a part cannot be kept running. Parts come back independently: one that
    /// needs another may die once more until that one is there.
    ///
    /// @return the exit code: 0 after a stop that was asked for
    public int watch() {
        try {
            while (!stop.await(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                for (RunningPart part : List.copyOf(running.values())) {
                    if (!part.process().isAlive()
                            && !dueAtMs.containsKey(part.part().name())
                            && !planRestart(part)) {
                        return 1;
                    }
                }
                startWhatIsDue();
                lookAtWhatStarts();
            }
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private boolean planRestart(RunningPart ended) {
        String name = ended.part().name();
        starting.remove(name);
        publish();
        Deque<Long> recent = restartsAtMs.computeIfAbsent(name, _ -> new ArrayDeque<>());
        long nowMs = clock.millis();
        recent.removeIf(at -> at < nowMs - 60_000);
        if (recent.size() >= MAX_RESTARTS_A_MINUTE) {
            terminal.printf(
                    "The %s died %d times within a minute; Naru stops. Last: %s%n",
                    name, recent.size() + 1, ended.lastWords());
            return false;
        }
        Duration pause = firstPause.multipliedBy(1L << recent.size());
        recent.addLast(nowMs);
        restarts.merge(name, 1, Integer::sum);
        terminal.printf("The %s died (%s); starting it again in %d ms%n", name, ended.lastWords(), pause.toMillis());
        dueAtMs.put(name, nowMs + pause.toMillis());
        return true;
    }

    private void startWhatIsDue() {
        for (RunningPart ended : List.copyOf(running.values())) {
            String name = ended.part().name();
            if (clock.millis() >= dueAtMs.getOrDefault(name, Long.MAX_VALUE)) {
                dueAtMs.remove(name);
                starting.put(name, launch(ended.part()));
            }
        }
    }

    private void lookAtWhatStarts() {
        for (RunningPart part : List.copyOf(starting.values())) {
            if (part.isReady()) {
                starting.remove(part.part().name());
                publish();
                terminal.printf("The %s is ready again%n", part.part().name());
            } else if (clock.millis()
                    > part.startedAtMs() + part.part().startBound().toMillis()) {
                part.process().destroyForcibly();
            }
        }
    }

    /// Makes [#watch()] return and a start under way give up. May be called from any thread.
    public void askToStop() {
        stop.countDown();
    }

    /// Stops all parts, the last started first.
    public void stopAll() {
        stop.countDown();
        for (RunningPart part : List.copyOf(running.values()).reversed()) {
            part.stop();
            running.remove(part.part().name());
            publish();
        }
    }

    /// Tells the state of all parts.
    public void publish() {
        onChange.accept(running.values().stream()
                .map(part -> new PartState(
                        part.part().name(),
                        !part.process().isAlive() ? "down" : part.isReady() ? "ready" : "starting",
                        part.process().pid(),
                        part.startedAtMs(),
                        restarts.getOrDefault(part.part().name(), 0),
                        part.part().address()))
                .toList());
    }

    private static void pause(Duration length) {
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
