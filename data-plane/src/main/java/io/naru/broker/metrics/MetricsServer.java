package io.naru.broker.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The operator's HTTP listener: `/metrics`, `/health/live`, `/health/ready`. The JDK's own server: nothing to load
/// that
/// is not there already, and nobody but the operator's tools calls.
public final class MetricsServer implements AutoCloseable {
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final int BACKLOG = 16;

    private final HttpServer server;

    private record Answer(int status, String contentType, String body) {}

    /// Binds the listener; it answers at once.
    ///
    /// @param executor runs one short blocking job for each request
    /// @throws java.net.BindException if the port is taken
    public MetricsServer(InetSocketAddress address, Metrics metrics, Health health, Executor executor)
            throws IOException {
        server = HttpServer.create(address, BACKLOG);
        server.setExecutor(executor);
        serve("/metrics", () -> new Answer(200, PrometheusText.CONTENT_TYPE, metrics.text()));
        serve("/health/live", () -> state(health.failure()));
        serve("/health/ready", () -> {
            String failure = health.failure();
            return state(failure == null ? health.obstacle() : failure);
        });
        serve("/", () -> new Answer(404, PLAIN, "There is /metrics, /health/live and /health/ready.\n"));
        server.start();
    }

    /// The address in use; its port is chosen by the system if 0 was asked for.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(String path, Supplier<Answer> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                boolean exact =
                        path.equals("/") || exchange.getRequestURI().getPath().equals(path);
                boolean reads = exchange.getRequestMethod().equals("GET")
                        || exchange.getRequestMethod().equals("HEAD");
                if (!reads) {
                    send(exchange, new Answer(405, PLAIN, "Only GET is answered here.\n"));
                } else if (!exact) {
                    send(exchange, new Answer(404, PLAIN, "There is nothing at this path.\n"));
                } else {
                    send(exchange, answer.get());
                }
            }
        });
    }

    private static Answer state(@Nullable String problem) {
        return problem == null ? new Answer(200, PLAIN, "ok\n") : new Answer(503, PLAIN, problem + "\n");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
