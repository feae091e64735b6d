package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.naru.e2e.system.Await;
import io.naru.e2e.system.DesiredState;
import io.naru.e2e.system.RelayLease;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.system.SecondControlPlane;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Session;
import io.naru.e2e.tenant.Tenant;
import io.naru.e2e.wire.WireConnection;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A key works when its create answers, and stops working when it is revoked.
@ExtendWith(WholeSystem.class)
class KeysIT {
    private static final short PASSED = 0;
    private static final short SASL_AUTHENTICATION_FAILED = 58;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningNaru naru;
    private final Tenant.Cluster orders;

    KeysIT(RunningNaru naru) {
        this.naru = naru;
        orders = Tenant.signsUp(naru, "Keyed").createsCluster("orders");
    }

    @Test
    void aKeyMadeAndUsedAtOnceIsNeverRefused() throws Exception {
        for (int time = 0; time < Scale.of(50, 500); time++) {
            ClusterKey key = orders.createsKey("DeveloperRead");

            WireConnection.LogIn logIn = WireConnection.tryLogIn(key);

            assertThat(logIn.errorCode()).as("log-in number %d", time).isEqualTo(PASSED);
            logIn.connection().close();
            orders.revokes(key);
        }
    }

    @Test
    void keysAskedForWhileTheRelayIsHeldForTwoSecondsComeLaterAndWork() throws Exception {
        for (int time = 0; time < Scale.of(2, 20); time++) {
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Short>> logIns = new ArrayList<>();
                try (RelayLease.Held _ = RelayLease.of(naru).hold()) {
                    for (int client = 0; client < 5; client++) {
                        logIns.add(clients.submit(this::makesAKeyAndLogsIn));
                    }
                    for (Future<Short> logIn : logIns) {
                        assertThatThrownBy(() -> logIn.get(2_000 / logIns.size(), TimeUnit.MILLISECONDS))
                                .as("a key that the cell has not heard of")
                                .isInstanceOf(TimeoutException.class);
                    }
                }
                for (Future<Short> logIn : logIns) {
                    assertThat(logIn.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isEqualTo(PASSED);
                }
            }
        }
    }

    @Test
    void aKeyThatTheCellCannotHearOfIsNotMade() throws Exception {
        Tenant.Cluster quiet = Tenant.signsUp(naru, "Quiet").createsCluster("quiet");
        try (RelayLease.Held _ = RelayLease.of(naru).hold()) {
            quiet.asksForKey("DeveloperRead").expect(503);
            assertThat(quiet.keys()).isEmpty();
        }

        AtomicReference<Session.Answer> later = new AtomicReference<>();
        Await.until("the relay is back", PATIENCE, () -> {
            later.set(quiet.asksForKey("DeveloperRead"));
            return later.get().status() != 503;
        });
        assertThat(quiet.keys())
                .containsExactly(later.get().expect(202).body().path("id").asText());
    }

    private short makesAKeyAndLogsIn() throws IOException {
        WireConnection.LogIn logIn = WireConnection.tryLogIn(orders.createsKey("DeveloperRead"));
        logIn.connection().close();
        return logIn.errorCode();
    }

    /// The relay of a second control plane stops in the middle, when it has taken up a change of the key and not yet
    /// sent it. It goes on when the key has long been revoked by another.
    @Test
    void aStalledRelayThatIsReleasedDoesNotBringARevokedKeyBack() throws Exception {
        ClusterKey key = orders.createsKey("DeveloperRead");
        RelayLease lease = RelayLease.of(naru);
        try (SecondControlPlane second = SecondControlPlane.start(naru);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long stale = takesTheLeaseFromTheFirst(lease);
            second.stallsAt("RELAY_AFTER_CLAIM");
            callers.submit(() -> orders.owner()
                    .session()
                    .with(second.base())
                    .patch("/iam/v2/api-keys/" + key.id(), Map.of("spec", Map.of("role", "ClusterAdmin"))));
            second.awaitStalled();

            lease.runsOut();
            Await.until("the first control plane has the lease again", PATIENCE, () -> lease.epoch() > stale);
            orders.revokes(key);
            second.goesOn();
            second.awaitLogged("relay epoch=" + stale + " is refused by the cell");

            assertThat(logsIn(key)).isEqualTo(SASL_AUTHENTICATION_FAILED);
            DesiredState desired = DesiredState.of(naru);
            assertThat(desired.newest("api_key", key.id()).at("/state/status").asText())
                    .isEqualTo("REVOKED");
            bringsItBack(desired, key, stale);
        }
        assertThat(logsIn(key)).isEqualTo(SASL_AUTHENTICATION_FAILED);
        assertThat(logsIn(orders.createsKey("DeveloperRead"))).isEqualTo(PASSED);
    }

    /// @return the epoch of the second control plane
    private long takesTheLeaseFromTheFirst(RelayLease lease) throws SQLException {
        long ofTheFirst = lease.epoch();
        naru.suspend("control-plane");
        try {
            lease.runsOut();
            Await.until("the second control plane has the lease", PATIENCE, () -> lease.epoch() > ofTheFirst);
            return lease.epoch();
        } finally {
            naru.resume("control-plane");
        }
    }

    private static void bringsItBack(DesiredState desired, ClusterKey key, long stale) throws IOException {
        ObjectNode alive = desired.newest("api_key", key.id());
        alive.put("version", alive.path("version").asLong() + 1).put("relay_epoch", stale);
        ((ObjectNode) alive.path("state")).put("status", "ACTIVE").remove("revoked_ms");
        assertThatThrownBy(() -> desired.publish(alive))
                .as("a record of a lease that is over")
                .hasCauseInstanceOf(PolicyViolationException.class);
    }

    private static short logsIn(ClusterKey key) throws IOException {
        WireConnection.LogIn logIn = WireConnection.tryLogIn(key);
        logIn.connection().close();
        return logIn.errorCode();
    }

    @Test
    void aRevokedKeyIsRefusedAndItsConnectionsAreClosedWithinASecond() throws Exception {
        ClusterKey key = orders.createsKey("ClusterAdmin");
        List<WireConnection> open = new ArrayList<>();
        for (int connection = 0; connection < 5; connection++) {
            open.add(WireConnection.tryLogIn(key).connection());
        }

        orders.revokes(key);

        for (WireConnection connection : open) {
            connection.awaitClosedByBroker(Duration.ofSeconds(1));
            connection.close();
        }
        WireConnection.LogIn again = WireConnection.tryLogIn(key);
        assertThat(again.errorCode()).isEqualTo(SASL_AUTHENTICATION_FAILED);
        again.connection().close();
    }

    @Test
    void anUnknownKeyAndAWrongSecretLookEqual() throws Exception {
        ClusterKey key = orders.createsKey("ClusterAdmin");
        ClusterKey wrongSecret = new ClusterKey(key.bootstrap(), key.security(), key.id(), "x".repeat(64));
        ClusterKey unknown = new ClusterKey(key.bootstrap(), key.security(), "AAAAAAAAAAAAAAAA", key.secret());

        assertThat(WireConnection.tryLogIn(wrongSecret).errorCode()).isEqualTo(SASL_AUTHENTICATION_FAILED);
        assertThat(WireConnection.tryLogIn(unknown).errorCode()).isEqualTo(SASL_AUTHENTICATION_FAILED);
    }
}
