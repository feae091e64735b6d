package io.naru.launcher.part;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One process of the running system, and how to tell that it is ready.
///
/// @param name           short, as in `./naru logs NAME`
/// @param before         words that change the user the command runs as; empty for the launcher's own
/// @param stopSignal     what asks the process to end in good order, without `SIG`
/// @param complaint      what a sentence meant for a person begins with in the part's output
/// @param address        where it listens, for `./naru status`
public record Part(
        String name,
        List<String> before,
        List<String> command,
        Map<String, String> environment,
        String stopSignal,
        String complaint,
        String address,
        Readiness readiness,
        Duration startBound,
        Duration stopBound) {

    /// Asked again and again after the start; must answer quickly.
    @FunctionalInterface
    public interface Readiness {
        boolean isReady(PartLog log);
    }
}
