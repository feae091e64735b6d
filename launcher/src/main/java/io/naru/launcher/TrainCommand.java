package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.home.Ports;
import io.naru.launcher.home.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `naru train`: runs everything once in a folder of its own, so that the JVMs write the caches (JEP 514) from which
/// later starts take their loaded classes. Called by the build.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Path root = Main.root();
        Home home = Home.at(Files.createTempDirectory("naru-training"));
        Options options =
                new Options(root, Path.of(System.getProperty("java.home")), freePorts(), false, false, null, true);
        for (String module : new String[] {"data-plane", "control-plane"}) {
            Files.deleteIfExists(Program.built(root, module).aotCache());
        }
        home.prepare();
        LocalSystem system = new LocalSystem(home, options, System.out, Clock.systemUTC());
        try {
            system.start();
        } finally {
            system.stop();
            home.wipe();
        }
        return 0;
    }

    /// Six free ports in a row, below those that the kernel gives to clients.
    private static Ports freePorts() {
        Refusal last = Refusal.of("No six free ports in a row were found for the training run.");
        for (int base = 17_000; base < 32_000; base += 10) {
            try {
                Ports ports = Ports.from(base);
                ports.mustBeFree(true, true);
                return ports;
            } catch (Refusal taken) {
                last = taken;
            }
        }
        throw last;
    }
}
