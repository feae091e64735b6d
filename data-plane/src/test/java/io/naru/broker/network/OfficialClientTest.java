package io.naru.broker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.dispatch.DispatchListener;
import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.SystemClock;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The official Java client over a real socket (epoll where there is one).
@Timeout(60)
class OfficialClientTest {
    private final KnownKeys keys = new KnownKeys();
    private Network network;
    private InetSocketAddress address;

    @BeforeEach
    void startsListening() throws CannotListen {
        Dispatcher dispatcher = new Dispatcher(
                List.of(
                        Answering.to(ApiKeys.METADATA, request -> request.respond(metadata())),
                        Answering.to(ApiKeys.DESCRIBE_CLUSTER, request -> request.respond(cluster()))),
                new FixedRights(),
                DispatchListener.NONE);
        network = new Network(
                new Environment(new SystemClock(), new Random(1), new NoThreads()),
                dispatcher,
                keys,
                NetworkSettings.defaults());
        network.start(ListenerSettings.client("127.0.0.1", 0, null));
        address = network.address(Listener.CLIENT);
    }

    @AfterEach
    void stops() {
        network.stop();
    }

    @Test
    void authenticatesByPlainAndIsAnswered() throws Exception {
        try (Admin admin = Admin.create(plain("key", "secret"))) {
            assertThat(admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS))
                    .isEqualTo("lkc-a");
            assertThat(network.connectionCounts().byCluster()).containsKey("lkc-a");
        }
    }

    @Test
    void refusesAWrongSecretWithAReasonTheClientShows() {
        try (Admin admin = Admin.create(plain("key", "wrong"))) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class)
                    .hasMessageContaining("unknown key or wrong secret");
        }
    }

    @Test
    void goesOnAfterAuthenticatingAnew() throws Exception {
        keys.sessionLifetimeMs = 1_000;
        try (Admin admin = Admin.create(plain("key", "secret"))) {
            while (keys.asked < 3) {
                assertThat(admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS))
                        .isEqualTo("lkc-a");
            }
        }
    }

    @Test
    void closesTheConnectionsOfARevokedKey() throws Exception {
        try (Admin admin = Admin.create(plain("key", "secret"))) {
            admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS);
            int closed = network.closeConnections(
                            principal -> principal.credential().equals("key"))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(closed).isPositive();
            assertThat(network.closeConnections(principal -> false)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isZero();
        }
    }

    private Map<String, Object> plain(String user, String secret) {
        return Map.of(
                "bootstrap.servers", "127.0.0.1:" + address.getPort(),
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "default.api.timeout.ms", "15000",
                "request.timeout.ms", "10000",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                                + "\" password=\"" + secret + "\";");
    }

    private MetadataResponseData metadata() {
        MetadataResponseData response =
                new MetadataResponseData().setClusterId("lkc-a").setControllerId(1);
        response.brokers()
                .add(new MetadataResponseBroker()
                        .setNodeId(1)
                        .setHost("127.0.0.1")
                        .setPort(address.getPort()));
        return response;
    }

    private DescribeClusterResponseData cluster() {
        DescribeClusterResponseData response =
                new DescribeClusterResponseData().setClusterId("lkc-a").setControllerId(1);
        response.brokers()
                .add(new DescribeClusterBroker()
                        .setBrokerId(1)
                        .setHost("127.0.0.1")
                        .setPort(address.getPort()));
        return response;
    }
}
