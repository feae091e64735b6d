package io.naru.broker.controller;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.ImageApplier;
import io.naru.broker.metadata.MetadataImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A controller in memory with one broker, turned by hand, for the tests of those who submit to it.
public final class SteppedController {
    private final SteppedEnvironment environment = new SteppedEnvironment(1);
    private final List<Runnable> unserved = new ArrayList<>();
    private final Controller controller;
    private final RandomGenerator random = new Random(7);
    private boolean serving = true;

    public SteppedController() {
        controller = new Controller(
                environment.environment(),
                new CrashDisk(1),
                Path.of("/controller"),
                ControllerSettings.DEFAULT,
                new Serving());
        try {
            controller.start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        registerBroker(1);
        controller.submit(new Command.RaiseFeatureLevel(Controller.FEATURE_LEVEL));
        settle();
    }

    public Controller controller() {
        return controller;
    }

    public RandomGenerator random() {
        return random;
    }

    public MetadataImage image() {
        return controller.image();
    }

    public void registerBroker(int id) {
        controller.submit(
                new Command.RegisterBroker(new BrokerImage(id, "client-" + id, 9092, "system-" + id, 9093, null)));
        settle();
    }

    /// Lets the agent do all there is to do.
    public void settle() {
        environment.settle();
    }

    /// From here on nothing that is applied is served.
    public void stopServing() {
        serving = false;
    }

    public void passMs(long ms) {
        environment.passMs(ms);
        settle();
    }

    private final class Serving implements ImageApplier {
        @Override
        public void apply(MetadataImage before, MetadataImage after, Set<UUID> topics, Runnable applied) {
            if (serving) {
                applied.run();
            } else {
                unserved.add(applied);
            }
        }
    }
}
