package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Ports;
import io.naru.launcher.home.Refusal;
import io.naru.launcher.home.RunState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `naru up`: starts everything and stays until it is told to stop.
@Command(name = "up")
final class UpCommand implements Callable<Integer> {
    @Option(names = "--detach")
    private boolean detach;

    @Option(names = "--tls")
    private boolean tls;

    @Option(names = "--test-listener")
    private boolean testListener;

    @Option(names = "--port-base")
    private @Nullable Integer portBase;

    private final PrintStream terminal = System.out;

    @Override
    public Integer call() {
        Home home = Main.home();
        Options options = new Options(
                Main.root(),
                Path.of(System.getProperty("java.home")),
                portBase == null ? Ports.USUAL : Ports.from(portBase),
                tls,
                testListener,
                databaseUrl(),
                false);
        home.prepare();
        Optional<FileLock> owned = home.tryOwn();
        if (owned.isEmpty()) {
            return alreadyRunning(home);
        }
        try (FileLock lock = owned.get()) {
            if (detach) {
                lock.release();
                return new DetachedUp(home, options, terminal).start();
            }
            Leftovers.end(home, terminal);
            return run(home, options);
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }

    private int run(Home home, Options options) {
        LocalSystem system = new LocalSystem(home, options, terminal, Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onSignal = Thread.ofPlatform().unstarted(() -> {
            system.askToStop();
            awaitQuietly(stopped);
        });
        Runtime.getRuntime().addShutdownHook(onSignal);
        int exitCode;
        try {
            system.start();
            Welcome.print(home, options, terminal);
            exitCode = system.watch();
            terminal.println("Stopping");
        } finally {
            system.stop();
            stopped.countDown();
        }
        terminal.println("Stopped; nothing is left running");
        return exitCode;
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await(90, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int alreadyRunning(Home home) {
        RunState state = RunState.read(home)
                .orElseThrow(() -> Refusal.of("Another ./naru command is using %s; try again.", home.directory()));
        terminal.printf(
                "Naru is %s already (process %d): console %s, Kafka clients %s. Stop it with ./naru down.%n",
                state.phase(), state.launcherPid(), state.console(), state.bootstrap());
        return 0;
    }

    private static @Nullable String databaseUrl() {
        String url = System.getenv("NARU_DATABASE_URL");
        if (url == null || url.isBlank()) {
            return null;
        }
        if (!url.startsWith("jdbc:postgresql://")) {
            throw Refusal.of("NARU_DATABASE_URL has to begin with jdbc:postgresql://");
        }
        return url;
    }
}
