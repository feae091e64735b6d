package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.RunState;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Parts of a launcher that was killed. Linux ends them with it; elsewhere, and while they are still ending, this does.
final class Leftovers {
    private Leftovers() {}

    /// The caller owns the home.
    static void end(Home home, PrintStream terminal) {
        RunState.read(home).ifPresent(state -> {
            for (RunState.PartState part : state.parts().reversed()) {
                part.process().ifPresent(process -> {
                    terminal.printf("Ending %s, left by a launcher that was killed%n", part.name());
                    end(process);
                });
            }
        });
        RunState.remove(home);
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            process.destroyForcibly();
        } catch (ExecutionException _) {
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
