package io.naru.e2e.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Programs and libraries of other languages, installed once below `target/clients` by their own package managers.
/// Where one cannot be had, the story that needs it is skipped and says why.
public final class Installed {
    static final Path SOURCES = RunningNaru.root().resolve("e2e-tests/src/test");
    private static final Path INSTALLED = RunningNaru.root().resolve("e2e-tests/target/clients");

    private Installed() {}

    private interface Installation {
        void run() throws IOException;
    }

    private static final class CannotBeHad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotBeHad(String why) {
            super(why);
        }
    }

    /// A Python environment of its own with the packages of `src/test/NAME/requirements.txt`.
    ///
    /// @return the folder with its programs
    public static Path python(String name) {
        Path folder = INSTALLED.resolve(name);
        Path requirements = SOURCES.resolve(name).resolve("requirements.txt");
        once(folder, requirements, () -> {
            must(List.of("python3", "-m", "venv", folder.toString()));
            must(List.of(folder.resolve("bin/pip").toString(), "install", "--quiet", "-r", requirements.toString()));
        });
        return folder.resolve("bin");
    }

    /// Where the packages of `src/test/node/package-lock.json` are.
    public static Path nodeModules() {
        Path folder = INSTALLED.resolve("node");
        Path lock = SOURCES.resolve("node/package-lock.json");
        once(folder, lock, () -> {
            Files.createDirectories(folder);
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.deleteIfExists(folder.resolve(file));
                Files.copy(lock.resolveSibling(file), folder.resolve(file));
            }
            must(List.of("npm", "ci", "--no-audit", "--no-fund", "--prefix", folder.toString()));
        });
        return folder.resolve("node_modules");
    }

    /// The program of `src/test/go`.
    static Path goProgram() {
        Path folder = INSTALLED.resolve("go");
        Path program = folder.resolve("client");
        once(folder, SOURCES.resolve("go/main.go"), () -> {
            Files.createDirectories(folder);
            must(List.of("go", "build", "-C", SOURCES.resolve("go").toString(), "-o", program.toString(), "."));
        });
        return program;
    }

    private static void once(Path folder, Path wanted, Installation installation) {
        Path mark = folder.resolve("installed");
        try {
            String content = Files.readString(wanted);
            if (!Files.exists(mark) || !Files.readString(mark).equals(content)) {
                installation.run();
                Files.writeString(mark, content);
            }
        } catch (CannotBeHad missing) {
            assumeTrue(false, "left out: " + missing.getMessage());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void must(List<String> words) {
        Shell.Outcome outcome;
        try {
            outcome = Shell.run(Map.of(), Duration.ofMinutes(10), words);
        } catch (AssertionError missing) {
            throw new CannotBeHad(words.getFirst() + " can't be run: " + missing.getMessage());
        }
        if (outcome.exitCode() != 0) {
            throw new CannotBeHad(String.join(" ", words) + " said: " + outcome.said());
        }
    }
}
