package io.naru.broker.simulation;

import io.naru.broker.controller.ControllerSettings;
import io.naru.broker.controller.SystemTopics;
import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.PowerLoss;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Environment;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionsSettings;
import io.naru.broker.runtime.Broker;
import io.naru.broker.runtime.BrokerConfig;
import io.naru.broker.runtime.BrokerSettings;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.desired.FollowerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/// A broker on a crash disk that is stepped from a seed, loses power, and starts again on what the disk kept.
final class SimulatedCell {
    static final String CELL_SECRET = "a secret of the simulated cell";
    private static final int MOST_STEPS = 200_000;
    private static final int STEPS_UNTIL_FASTER = 4_000;

    /// Small, so that snapshots, rolls, retention and compaction happen all the time.
    private static final BrokerSettings SETTINGS = new BrokerSettings(
            new ControllerSettings(1_024, 8, 16 << 20, 0),
            new PartitionsSettings(2, 4_096, 40, 10, 86_400_000),
            FollowerSettings.DEFAULT,
            700);

    private static final Path DATA = Path.of("/data");

    private final RandomGenerator random;
    private final CrashDisk disk;
    private final SteppedClock clock = new SteppedClock();
    private SteppedThreads threads;
    private final SimulatedFront.Entry entry;
    private @Nullable SimulatedFront front;
    private @Nullable Broker broker;

    SimulatedCell(RandomGenerator random) {
        this(random, SimulatedFront.Entry.MESSAGES);
    }

    SimulatedCell(RandomGenerator random, SimulatedFront.Entry entry) {
        this.entry = entry;
        this.random = random;
        this.disk = new CrashDisk(random.nextLong());
        this.threads = new SteppedThreads(random);
    }

    CrashDisk disk() {
        return disk;
    }

    RandomGenerator random() {
        return random;
    }

    SteppedClock clock() {
        return clock;
    }

    MetadataImage image() {
        if (broker == null) {
            throw new IllegalStateException("the broker is down");
        }
        return broker.metadata().image();
    }

    SimulatedFront front() {
        if (front == null) {
            throw new IllegalStateException("the broker was never started");
        }
        return front;
    }

    /// Starts the broker and steps until it serves.
    void start() {
        threads = new SteppedThreads(random);
        Environment environment = new Environment(clock, random, threads);
        SimulatedFront opening = new SimulatedFront(environment, entry);
        front = opening;
        BrokerConfig config = new BrokerConfig(
                1,
                "cell-simulated",
                DATA,
                InetSocketAddress.createUnresolved("broker", 9092),
                new BrokerConfig.HostPort("broker", 9092),
                null,
                InetSocketAddress.createUnresolved("broker", 9093),
                Path.of("/cell-secret"),
                null,
                null,
                null,
                0,
                3_600_000,
                2);
        Broker starting = Broker.of(config, SETTINGS, CELL_SECRET, environment, disk, opening);
        broker = starting;
        CompletableFuture<Void> started = starting.start().toCompletableFuture();
        stepUntil(started);
        requirePower();
        started.join();
    }

    /// Stops in order, as on SIGTERM.
    void stop() {
        if (broker != null) {
            broker.stop();
            broker = null;
        }
    }

    /// The power fails now, if it has not yet.
    void losePower() {
        broker = null;
        disk.crash();
    }

    /// The process dies, the machine goes on.
    void kill() {
        broker = null;
        disk.kill();
    }

    /// Somebody removes the folder of the topic of desired state while the broker is down.
    ///
    /// @param topic its id
    void loseDesiredState(UUID topic) {
        Path topics = DATA.resolve("topics");
        try {
            disk.deleteRecursively(topics.resolve(topic.toString()));
            disk.syncDirectory(topics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UUID desiredStateTopic() {
        TopicImage topic = image().topic(Principal.SYSTEM_CLUSTER, SystemTopics.DESIRED);
        if (topic == null) {
            throw new IllegalStateException("the broker has not made its topics");
        }
        return topic.id();
    }

    CompletableFuture<ApiMessage> send(Principal principal, Listener listener, ApiMessage message, int version) {
        return front().send(principal, listener, message, (short) version);
    }

    /// One turn of something.
    ///
    /// @throws PowerLoss when the disk's power fails in it
    void step() {
        if (random.nextInt(4) == 0) {
            front().turnEventLoop();
        } else {
            threads.step();
        }
        requirePower();
    }

    /// Code may have swallowed the loss and seem to go on.
    private void requirePower() {
        if (disk.isDown()) {
            throw new PowerLoss("the power is off");
        }
    }

    void advanceMs(long ms) {
        clock.advanceMs(ms);
    }

    /// Steps until the answer is there; the clock moves a little whenever it takes long, more if it takes longer.
    void stepUntil(CompletableFuture<?> answer) {
        for (int i = 0; !answer.isDone(); i++) {
            if (i > MOST_STEPS) {
                throw new AssertionError("no answer after " + MOST_STEPS + " steps");
            }
            step();
            if (i % 64 == 63) {
                clock.advanceMs(1 + i / STEPS_UNTIL_FASTER);
            }
        }
    }
}
