package io.naru.broker.runtime;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import io.naru.broker.controller.SystemTopics;
import io.naru.broker.disk.Disk;
import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.fetch.ColdReads;
import io.naru.broker.fetch.FetchNeeds;
import io.naru.broker.fetch.session.FetchSessionSettings;
import io.naru.broker.fetch.session.FetchSessions;
import io.naru.broker.group.Groups;
import io.naru.broker.group.coordinator.GroupSettings;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metrics.EventPublisher;
import io.naru.broker.metrics.Metrics;
import io.naru.broker.partition.Partitions;
import io.naru.broker.partition.Resident;
import io.naru.broker.relay.RelayEpochGuard;
import io.naru.broker.tenancy.login.LogInSettings;
import io.naru.broker.tenancy.login.Tenancy;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole broker as a library: everything but sockets and the machine, which are given to it. Nothing in it blocks, so
/// that a simulation can step it on one thread.
public final class Broker {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private static final GroupSettings GROUP_SETTINGS = GroupSettings.defaults();

    /// Enough to keep a disk busy, few enough not to be in the way of appends.
    private static final int COLD_READ_THREADS = 4;

    private final BrokerConfig config;
    private final Environment environment;
    private final Disk disk;
    private final Front front;
    private final Controller controller;
    private final Partitions partitions;
    private final Tenancy tenancy;
    private final Dispatcher dispatcher;
    private final Groups groups;
    private final FetchNeeds fetches;
    private final Telemetry telemetry;
    private final EventPublisher events;
    private final List<Step> steps;
    private final Deque<Step> begun = new ArrayDeque<>();
    private Threads.@Nullable Running tenancyThread;

    Broker(
            BrokerConfig config,
            BrokerSettings settings,
            Secrets secrets,
            Environment environment,
            Disk disk,
            Front front) {
        this.config = config;
        this.environment = environment;
        this.disk = disk;
        this.front = front;
        Path data = config.dataDirectory();
        this.telemetry = new Telemetry(environment);
        Executor diskThreads = environment.threads().background("disk-reads", 4);
        this.partitions = new Partitions(
                environment,
                disk,
                data.resolve("topics"),
                config.brokerId(),
                settings.partitions(),
                new TopicKinds(settings.internalSegmentBytes(), this::groupCoordinator, RelayEpochGuard::new),
                telemetry::synced);
        this.controller =
                new Controller(environment, disk, data.resolve("controller"), settings.controller(), this::apply);
        this.groups = new Groups(GROUP_SETTINGS, controller, partitions);
        controller.purgeWith(groups);
        this.events = telemetry.events(environment, config.brokerId(), controller, controller, partitions, diskThreads);
        this.tenancy = new Tenancy(
                environment,
                disk,
                data.resolve("desired-state"),
                settings.desiredState(),
                new LogInSettings(config.cellId(), secrets.cellSecret(), secrets.tokenRootKey()),
                new LocalSystemLog(SystemTopics.DESIRED, controller, partitions, diskThreads),
                new Tenancy.Neighbours(
                        front,
                        new ControllerClusters(controller),
                        new ControllerBin(controller, events),
                        events,
                        telemetry.ledger()));
        this.fetches = fetchNeeds();
        this.dispatcher = new Dispatcher(
                Handlers.all(
                        config, environment, controller, partitions, groups, fetches, telemetry.usage(), diskThreads),
                tenancy.rights(),
                telemetry.usage());
        this.steps = steps();
    }

    /// A broker without sockets or secret files, for whoever embeds or simulates one. It takes no tokens.
    public static Broker of(
            BrokerConfig config,
            BrokerSettings settings,
            String cellSecret,
            Environment environment,
            Disk disk,
            Front front) {
        return new Broker(config, settings, new Secrets(cellSecret, null), environment, disk, front);
    }

    private FetchNeeds fetchNeeds() {
        return new FetchNeeds(
                controller,
                partitions,
                new FetchSessions(environment.clock(), environment.random(), FetchSessionSettings.DEFAULT),
                new ColdReads(
                        environment.threads().background("cold-reads", COLD_READ_THREADS),
                        COLD_READ_THREADS,
                        1_024,
                        256),
                telemetry.usage());
    }

    private Resident groupCoordinator() {
        return Groups.newCoordinator(GROUP_SETTINGS, controller);
    }

    private void apply(MetadataImage before, MetadataImage after, Set<UUID> changed, Runnable applied) {
        partitions.apply(before, after, changed, applied);
        groups.topicsChanged(before, after, changed);
    }

    private List<Step> steps() {
        return List.of(
                new Step("data directory", () -> done(this::makeDataDirectory), () -> {}),
                new Step("partitions", () -> done(partitions::start), partitions::stop),
                new Step("controller", controller::start, controller::stop),
                new Step("registration", this::register, () -> {}),
                new Step("system topics", this::makeSystemTopics, () -> {}),
                new Step("telemetry", () -> done(this::startTelemetry), telemetry::stop),
                new Step("tenancy", () -> done(this::startTenancy), this::stopTenancy),
                new Step("desired state", this::catchUp, () -> {}),
                new Step(
                        "listeners", () -> done(() -> front.open(dispatcher, tenancy.authentication())), front::close));
    }

    /// Goes through the steps; a failed one ends the start, and what was begun is to be stopped by [#stop()].
    public CompletionStage<Void> start() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        next(steps.iterator(), started);
        return started;
    }

    private void next(Iterator<Step> rest, CompletableFuture<Void> started) {
        if (!rest.hasNext()) {
            started.complete(null);
            return;
        }
        Step step = rest.next();
        begun.push(step);
        CompletionStage<?> ended;
        try {
            ended = step.start().run();
        } catch (Exception e) {
            started.completeExceptionally(e);
            return;
        }
        ended.whenComplete((ignored, failure) -> {
            if (failure != null) {
                started.completeExceptionally(failure);
            } else {
                next(rest, started);
            }
        });
    }

    /// Stops what was begun, in reverse order, as far as it goes.
    public void stop() {
        while (!begun.isEmpty()) {
            Step step = begun.pop();
            try {
                step.stop().run();
            } catch (Exception e) {
                LOG.error("stopping the {} failed", step.name(), e);
            }
        }
    }

    public Metadata metadata() {
        return controller;
    }

    Metrics metrics() {
        return telemetry.metrics(Readings.of(front, partitions, fetches));
    }

    /// Why the broker can't go on, or null while it can.
    @Nullable
    String failure() {
        return controller.failure();
    }

    /// Whether tenants stay out because desired state can't be followed.
    boolean isIsolated() {
        return tenancy.isIsolated();
    }

    private interface Act {
        void run() throws Exception;
    }

    private static CompletionStage<?> done(Act act) throws Exception {
        act.run();
        return CompletableFuture.completedStage(null);
    }

    /// Makes the directory and its own name durable, up to the root: an acknowledged topic must not vanish with the
    /// folder that holds everything. Ancestors that may not be opened were there before us.
    private void makeDataDirectory() throws IOException {
        Path data = config.dataDirectory().toAbsolutePath();
        disk.createDirectories(data);
        for (Path above = data.getParent(); above != null; above = above.getParent()) {
            try {
                disk.syncDirectory(above);
            } catch (AccessDeniedException notOurs) {
                return;
            }
        }
    }

    private CompletionStage<?> register() {
        BrokerImage self = new BrokerImage(
                config.brokerId(),
                config.clientAdvertised().host(),
                config.clientAdvertised().port(),
                config.systemListener().getHostString(),
                config.systemListener().getPort(),
                null);
        return controller
                .submit(new Command.RegisterBroker(self))
                .thenAccept(Broker::requireApplied)
                .thenCompose(_ -> controller.submit(new Command.RaiseFeatureLevel(Controller.FEATURE_LEVEL)))
                .thenAccept(Broker::requireApplied);
    }

    private CompletionStage<?> makeSystemTopics() {
        CompletableFuture<?>[] made = SystemTopics.missing(controller.image(), environment.random()).stream()
                .map(command -> controller
                        .submit(command)
                        .thenAccept(Broker::requireApplied)
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(made);
    }

    private static void requireApplied(CommandResult result) {
        if (result instanceof CommandResult.Refused refused && refused.reason() != CommandResult.Refusal.TOPIC_EXISTS) {
            throw new IllegalStateException(refused.sentence());
        }
    }

    private void startTelemetry() {
        telemetry.start(environment, config.brokerId(), controller, partitions, groups, events, front);
    }

    private void startTenancy() throws Exception {
        tenancy.open();
        tenancyThread = environment.threads().start(tenancy);
        tenancy.runsAs(tenancyThread);
    }

    private void stopTenancy() {
        Threads.Running thread = tenancyThread;
        if (thread != null) {
            thread.stop();
        }
    }

    /// Applies what the topic holds before clients enter. If that takes too long the snapshot has to do: every refusal
    /// is preceded by a barrier of its own.
    private CompletionStage<?> catchUp() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        tenancy.rights().barrier(outcome -> ended.complete(null));
        return ended;
    }
}
