package io.naru.e2e.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs programs: to their end, or bound to this JVM so that none outlives it.
public final class Shell {
    private Shell() {}

    /// @param said standard output and error together
    public record Outcome(int exitCode, String said) {}

    public static Outcome run(Map<String, String> environment, Duration bound, List<String> words) {
        try {
            Path output = Files.createTempFile("naru-e2e", ".out");
            Process process = start(environment, output, words);
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        words + " did not end within " + bound.toSeconds() + " s:\n" + Files.readString(output));
            }
            String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            Files.delete(output);
            return new Outcome(process.exitValue(), said);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(words + ": " + failed.getMessage(), failed);
        }
    }

    public static Process start(Map<String, String> environment, Path output, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(bound(words))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// The kernel sends TERM when the thread that started the process ends; tests run on the JVM's main thread.
    static List<String> bound(List<String> words) {
        List<String> bound = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            bound.addAll(List.of("/usr/bin/setpriv", "--pdeathsig", "TERM"));
        }
        bound.addAll(words);
        return bound;
    }
}
