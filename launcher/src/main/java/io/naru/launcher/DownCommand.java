package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import io.naru.launcher.home.RunState;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `naru down`: asks the launcher to stop everything and waits until it has.
@Command(name = "down")
final class DownCommand implements Callable<Integer> {
    private static final Duration BOUND = Duration.ofSeconds(90);

    @Option(names = "--wipe")
    private boolean wipe;

    @Override
    public Integer call() {
        Home home = Main.home();
        if (!home.exists()) {
            System.out.println("Naru does not run, and there is nothing in " + home.directory());
            return 0;
        }
        Optional<FileLock> owned = home.tryOwn();
        boolean ran = owned.isEmpty();
        if (owned.isEmpty()) {
            RunState.read(home)
                    .flatMap(state -> ProcessHandle.of(state.launcherPid()))
                    .ifPresent(ProcessHandle::destroy);
            owned = Optional.of(awaitOwn(home));
        }
        try (FileLock _ = owned.get()) {
            Leftovers.end(home, System.out);
            if (wipe) {
                home.wipe();
            }
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
        System.out.println((ran ? "Naru is stopped" : "Naru did not run") + (wipe ? ", its data is deleted" : ""));
        return 0;
    }

    private static FileLock awaitOwn(Home home) {
        Instant deadline = Instant.now().plus(BOUND);
        while (Instant.now().isBefore(deadline)) {
            Optional<FileLock> owned = home.tryOwn();
            if (owned.isPresent()) {
                return owned.get();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw Refusal.withExitCode(
                1, "Naru did not stop within " + BOUND.toSeconds() + " s; ./naru status says what is left.");
    }
}
