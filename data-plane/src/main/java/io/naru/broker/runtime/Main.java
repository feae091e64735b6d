package io.naru.broker.runtime;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The broker as a process.
@Command(
        name = "naru-broker",
        mixinStandardHelpOptions = true,
        version = "naru-broker 0.1.0",
        description = "A broker of a Naru cell. Prints one line, READY …, when it serves; stops on SIGTERM.",
        footerHeading = "%nKeys of the configuration file:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: stopped in order",
            "2: configuration, port, permission or data directory; one sentence says what and how to mend it",
            "3: the disk is full",
            "70: a defect; the log says which"
        })
public final class Main implements Callable<Integer> {
    private static final int DEFECT = 70;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration file.")
    private @Nullable Path config;

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        StringBuilder keys = new StringBuilder();
        for (ConfigKey key : ConfigKey.values()) {
            String value = key.defaultValue();
            keys.append("  ").append(key.key());
            keys.append(value == null ? " (required)" : value.isEmpty() ? "" : " (default " + value + ")");
            keys.append("%n      ").append(key.meaning()).append("%n");
        }
        commandLine.getCommandSpec().usageMessage().footer(keys.toString());
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() {
        if (config == null) {
            throw new IllegalStateException("--config is required");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            LocalBroker broker = LocalBroker.start(ConfigFile.read(config), Main::halt);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                broker.close();
                stopped.countDown();
            }));
            System.out.println(broker.readyLine());
            stopped.await();
            return 0;
        } catch (BadStart e) {
            System.err.println("naru-broker: " + e.getMessage());
            return e.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DEFECT;
        }
    }

    /// Nothing is trusted after an error that nobody expected: the next start recovers from disk.
    private static void halt() {
        Runtime.getRuntime().halt(DEFECT);
    }
}
