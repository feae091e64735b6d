package io.naru.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.simulation.SteppedClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetricsServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Condition condition = new Condition();
    private MetricsServer server;

    private static final class Condition implements Health {
        private volatile @Nullable String failure;
        private volatile @Nullable String obstacle;

        @Override
        public @Nullable String failure() {
            return failure;
        }

        @Override
        public @Nullable String obstacle() {
            return obstacle;
        }
    }

    @BeforeEach
    void listens() throws IOException {
        RequestMeter requests = new RequestMeter();
        KeyLedger ledger = new KeyLedger(new SteppedClock());
        Metrics metrics = new Metrics(new UsageMeter(requests, ledger), requests, ledger, new Histogram(), List.of());
        server = new MetricsServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, condition, Runnable::run);
    }

    @AfterEach
    void closes() {
        server.close();
        client.close();
    }

    @Test
    void answersMetricsInPrometheusForm() throws Exception {
        HttpResponse<String> answer = ask("GET", "/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).startsWith("# HELP naru_").endsWith("\n");
    }

    @Test
    void isLiveAndReadyWhileAllIsWell() throws Exception {
        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void isLiveButNotReadyWhenClientsShouldNotCome() throws Exception {
        condition.obstacle = "Desired state can't be followed.";

        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/health/ready").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/health/ready").body()).isEqualTo("Desired state can't be followed.\n");
    }

    @Test
    void isNeitherWhenTheProcessShouldBeReplaced() throws Exception {
        condition.failure = "The journal can't be written.";

        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/health/ready").body()).isEqualTo("The journal can't be written.\n");
    }

    @Test
    void answersOnlyItsPathsAndOnlyReaders() throws Exception {
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/metrics/more").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
        assertThat(ask("HEAD", "/metrics").body()).isEmpty();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
