package io.naru.broker.runtime;

import io.naru.broker.controller.journal.UnusableJournalException;
import io.naru.broker.disk.Disk;
import io.naru.broker.disk.RealDisk;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.SystemClock;
import io.naru.broker.environment.SystemThreads;
import io.naru.broker.metrics.Health;
import io.naru.broker.metrics.MetricsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A broker on this machine: its clock, threads, disk and sockets. Used by `main`, and by tests in their own JVM.
public final class LocalBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBroker.class);
    private static final long START_TIMEOUT_MINUTES = 30;

    private final Broker broker;
    private final Sockets sockets;
    private final SystemThreads threads;
    private final DataDirectory directory;
    private @Nullable MetricsServer metrics;

    private LocalBroker(Broker broker, Sockets sockets, SystemThreads threads, DataDirectory directory) {
        this.broker = broker;
        this.sockets = sockets;
        this.threads = threads;
        this.directory = directory;
    }

    /// Starts a broker and waits until it serves.
    ///
    /// @param onDefect an agent ended by an error nobody expected; whoever embeds the broker decides
    ///     what that means
    public static LocalBroker start(BrokerConfig config, Runnable onDefect) throws BadStart {
        return start(config, onDefect, UnaryOperator.identity());
    }

    /// Starts a broker on what `onto` makes of this machine's disk.
    static LocalBroker start(BrokerConfig config, Runnable onDefect, UnaryOperator<Disk> onto) throws BadStart {
        Secrets secrets = Secrets.read(config);
        DataDirectory directory = DataDirectory.hold(config.dataDirectory());
        SystemClock clock = new SystemClock();
        SystemThreads threads = new SystemThreads(clock, (thread, error) -> {
            LOG.error("{} ended", thread.getName(), error);
            onDefect.run();
        });
        Environment environment = new Environment(clock, new SecureRandom(), threads);
        Sockets sockets = new Sockets(config, environment);
        Broker broker =
                new Broker(config, BrokerSettings.of(config), secrets, environment, onto.apply(disk(config)), sockets);
        LocalBroker local = new LocalBroker(broker, sockets, threads, directory);
        try {
            broker.start().toCompletableFuture().get(START_TIMEOUT_MINUTES, TimeUnit.MINUTES);
            local.openMetrics(config);
            return local;
        } catch (BadStart e) {
            local.close();
            throw e;
        } catch (ExecutionException e) {
            local.close();
            throw explain(config, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            local.close();
            throw new BadStart("the broker was not ready after " + START_TIMEOUT_MINUTES + " minutes.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            local.close();
            throw new BadStart("the start was interrupted.");
        }
    }

    private static RealDisk disk(BrokerConfig config) throws BadStart {
        try {
            return new RealDisk(config.dataDirectory());
        } catch (IOException e) {
            throw explain(config, e);
        }
    }

    private void openMetrics(BrokerConfig config) throws BadStart {
        InetSocketAddress address = config.metricsListener();
        if (address == null) {
            return;
        }
        try {
            metrics = new MetricsServer(
                    address, broker.metrics(), new BrokerHealth(broker), threads.background("metrics", 2));
        } catch (IOException e) {
            throw new BadStart("cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                    + e.getMessage() + ".");
        }
    }

    private record BrokerHealth(Broker broker) implements Health {
        @Override
        public @Nullable String failure() {
            return broker.failure();
        }

        @Override
        public @Nullable String obstacle() {
            return broker.isIsolated() ? "Desired state can't be followed; tenants' connections are closed." : null;
        }
    }

    private static BadStart explain(BrokerConfig config, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof BadStart bad) {
            return bad;
        }
        if (cause instanceof UnusableJournalException) {
            return new BadStart(message);
        }
        if (message.contains("No space left on device")) {
            return new BadStart(
                    BadStart.DISK_FULL,
                    "the disk of the data directory " + config.dataDirectory()
                            + " is full; make room and start again, nothing is lost.");
        }
        if (cause instanceof IOException) {
            return new BadStart("the data directory " + config.dataDirectory() + " can't be used: " + message + ".");
        }
        LOG.error("the start failed", cause);
        return new BadStart("the start failed: " + message + "; the log above says where.");
    }

    /// What the process prints when it serves.
    public String readyLine() {
        return sockets.readyLine();
    }

    /// Stops in order; the next start need not recover.
    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
        broker.stop();
        threads.close();
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("the data directory's lock could not be given back: {}", e.getMessage());
        }
    }
}
