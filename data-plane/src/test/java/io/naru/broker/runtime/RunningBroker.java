package io.naru.broker.runtime;

import io.naru.broker.runtime.BrokerConfig.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A broker in this JVM with real sockets and files, and a door without log-in for official clients.
final class RunningBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final LocalBroker broker;
    private final int port;

    private RunningBroker(LocalBroker broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    static RunningBroker start(Path directory) throws IOException, BadStart {
        Path secret = Files.writeString(directory.resolve("secret"), "a secret of sixteen and more characters");
        int port = freePort();
        BrokerConfig config = new BrokerConfig(
                1,
                "cell-test",
                directory.resolve("data"),
                new InetSocketAddress(LOOPBACK, 0),
                new HostPort(LOOPBACK, 9092),
                null,
                new InetSocketAddress(LOOPBACK, 0),
                secret,
                null,
                null,
                new BrokerConfig.TestListener(new InetSocketAddress(LOOPBACK, port), "lkc-test"),
                0,
                2);
        return new RunningBroker(LocalBroker.start(config, () -> {}), port);
    }

    /// Metadata tells clients the port from the configuration, so it has to be known before.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// A client's configuration with these values besides.
    Map<String, Object> client(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("bootstrap.servers", LOOPBACK + ":" + port);
        return all;
    }

    @Override
    public void close() {
        broker.close();
    }
}
