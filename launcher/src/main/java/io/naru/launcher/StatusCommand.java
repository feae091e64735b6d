package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.RunState;
import io.naru.launcher.home.RunState.PartState;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `naru status`: exit code 0 when every part is ready, 1 when one is not, 3 when Naru does not run.
@Command(name = "status")
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        Home home = Main.home();
        Optional<RunState> state = isOwned(home) ? RunState.read(home) : Optional.empty();
        if (state.isEmpty()) {
            System.out.println(json ? "{\"phase\" : \"stopped\"}" : "Naru does not run; start it with ./naru up");
            return NOT_RUNNING;
        }
        if (json) {
            System.out.println(state.get().json());
        } else {
            print(state.get());
        }
        boolean allReady = state.get().phase().equals("running")
                && state.get().parts().stream().allMatch(part -> part.state().equals("ready"));
        return allReady ? 0 : 1;
    }

    private static boolean isOwned(Home home) {
        if (!home.exists()) {
            return false;
        }
        Optional<FileLock> free = home.tryOwn();
        if (free.isEmpty()) {
            return true;
        }
        try {
            free.get().acquiredBy().close();
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
        return false;
    }

    private static void print(RunState state) {
        System.out.printf(
                "Naru is %s (process %d) since %s: console %s, Kafka clients %s%n",
                state.phase(), state.launcherPid(), age(state.startedAtMs()), state.console(), state.bootstrap());
        System.out.printf(
                "%-14s %-9s %8s %10s %9s %9s  %s%n", "part", "state", "pid", "since", "memory", "restarts", "address");
        for (PartState part : state.parts()) {
            System.out.printf(
                    "%-14s %-9s %8d %10s %9s %9d  %s%n",
                    part.name(),
                    part.process().isPresent() ? part.state() : "down",
                    part.pid(),
                    age(part.startedAtMs()),
                    memory(part.pid()),
                    part.restarts(),
                    part.address());
        }
    }

    private static String age(long sinceMs) {
        Duration age = Duration.between(Instant.ofEpochMilli(sinceMs), Instant.now());
        if (age.toHours() > 0) {
            return age.toHours() + " h " + age.toMinutesPart() + " min";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }

    private static String memory(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB";
                }
            }
        } catch (IOException noProcFileSystem) {
            return "-";
        }
        return "-";
    }
}
