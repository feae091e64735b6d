package io.naru.launcher.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What the launcher that owns a home is running, as written to `run/state.json` for the other commands.
///
/// @param phase        `starting`, `running` or `stopping`
/// @param startedAtMs  milliseconds since 1970
public record RunState(
        long launcherPid,
        String phase,
        long startedAtMs,
        String console,
        String bootstrap,
        Ports ports,
        List<PartState> parts) {

    /// One part as it was when the state was written.
    ///
    /// @param startedAtMs  when this process of the part was started; with the pid it names a process for good
    public record PartState(String name, String state, long pid, long startedAtMs, int restarts, String address) {
        /// The process, if it is still the one that was started.
        public Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(handle -> handle.info()
                            .startInstant()
                            .map(started -> Math.abs(started.toEpochMilli() - startedAtMs) < 2_000)
                            .orElse(false));
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    public static Optional<RunState> read(Home home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), RunState.class));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }

    /// Replaces the file in one step.
    public void write(Home home) {
        Path file = file(home);
        Path fresh = file.resolveSibling("state.json.new");
        try {
            Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }

    public static void remove(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }

    public String json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("state.json");
    }
}
