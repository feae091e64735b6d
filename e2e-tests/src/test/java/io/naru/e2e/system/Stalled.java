package io.naru.e2e.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Processes that are stopped and go on, by signal.
final class Stalled {
    private Stalled() {}

    static void signal(String name, long pid) {
        Shell.Outcome sent =
                Shell.run(Map.of(), Duration.ofSeconds(10), List.of("kill", "-" + name, Long.toString(pid)));
        if (sent.exitCode() != 0) {
            throw new AssertionError("kill -" + name + " " + pid + ": " + sent.said());
        }
    }

    /// Waits until a process is stopped.
    static void await(long pid) {
        Await.until("process " + pid + " is stopped", Duration.ofSeconds(30), () -> isStopped(pid));
    }

    /// The state is the first word after the name, which stands in parentheses.
    private static boolean isStopped(long pid) throws IOException {
        String state = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return state.charAt(state.lastIndexOf(')') + 2) == 'T';
    }
}
