package io.naru.broker.runtime;

import io.naru.broker.disk.Disk;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.SystemClock;
import io.naru.broker.environment.SystemThreads;
import io.naru.broker.runtime.BrokerConfig.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/// A broker in this JVM with real sockets and files, and a door without log-in for official clients.
final class RunningBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Runnable stop;
    private final BrokerConfig config;

    private RunningBroker(Runnable stop, BrokerConfig config) {
        this.stop = stop;
        this.config = config;
    }

    static RunningBroker start(Path directory) throws IOException, BadStart {
        BrokerConfig config = config(directory);
        return new RunningBroker(LocalBroker.start(config, () -> {})::close, config);
    }

    /// On a disk of the test's.
    static RunningBroker start(Path directory, Disk disk) throws IOException, BadStart {
        BrokerConfig config = config(directory);
        SystemClock clock = new SystemClock();
        SystemThreads threads = new SystemThreads(clock, (thread, error) -> {});
        Environment environment = new Environment(clock, new SecureRandom(), threads);
        Broker broker = new Broker(
                config,
                BrokerSettings.of(config),
                Secrets.read(config),
                environment,
                disk,
                new Sockets(config, environment));
        broker.start().toCompletableFuture().join();
        return new RunningBroker(
                () -> {
                    broker.stop();
                    threads.close();
                },
                config);
    }

    private static BrokerConfig config(Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "a secret of sixteen and more characters");
        return new BrokerConfig(
                1,
                "cell-test",
                directory.resolve("data"),
                new InetSocketAddress(LOOPBACK, 0),
                new HostPort(LOOPBACK, 9092),
                null,
                new InetSocketAddress(LOOPBACK, 0),
                secret,
                freeAddress(),
                null,
                new BrokerConfig.TestListener(freeAddress(), "lkc-test"),
                0,
                0,
                2);
    }

    /// Metadata tells clients the port from the configuration, so it has to be known before.
    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(LOOPBACK, socket.getLocalPort());
        }
    }

    /// A client's configuration with these values besides.
    Map<String, Object> client(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("bootstrap.servers", text(config.testListener().address()));
        return all;
    }

    /// What `/metrics` answers.
    String metrics() throws IOException, InterruptedException {
        URI page = URI.create("http://" + text(config.metricsListener()) + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public void close() {
        stop.run();
    }
}
