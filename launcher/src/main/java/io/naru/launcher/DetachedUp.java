package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Ports;
import io.naru.launcher.home.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `naru up --detach`: the same launcher in a session of its own. What it says until it is ready is shown here too.
final class DetachedUp {
    private final Home home;
    private final Options options;
    private final PrintStream terminal;

    DetachedUp(Home home, Options options, PrintStream terminal) {
        this.home = home;
        this.options = options;
        this.terminal = terminal;
    }

    int start() {
        Path log = home.logs().resolve("naru.log");
        try {
            Files.writeString(log, "");
            Process launcher = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return follow(log, launcher);
        } catch (IOException failed) {
            throw home.refusal(failed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Refusal.withExitCode(130, "Stopped waiting; ./naru status says how far it is.");
        }
    }

    private List<String> command() {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            words.add("/usr/bin/setsid");
        }
        words.add(options.javaHome().resolve("bin/java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "up"));
        if (!options.ports().equals(Ports.USUAL)) {
            words.add("--port-base=" + options.ports().http());
        }
        if (options.tls()) {
            words.add("--tls");
        }
        if (options.testListener()) {
            words.add("--test-listener");
        }
        return words;
    }

    private int follow(Path log, Process launcher) throws IOException, InterruptedException {
        try (RandomAccessFile said = new RandomAccessFile(log.toFile(), "r")) {
            while (true) {
                boolean ended = launcher.waitFor(50, TimeUnit.MILLISECONDS);
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                    if (text.startsWith("Stop with Ctrl-C")) {
                        terminal.println("Stop with ./naru down");
                        return 0;
                    }
                    if (text.startsWith("naru: ")) {
                        System.err.println(text);
                    } else {
                        terminal.println(text);
                    }
                }
                if (ended) {
                    return launcher.exitValue() == 0 ? 0 : launcher.exitValue();
                }
            }
        }
    }
}
