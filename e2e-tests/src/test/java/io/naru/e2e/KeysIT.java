package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.e2e.clients.RawConnection;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A key works when its create answers, and stops working when it is revoked.
@ExtendWith(WholeSystem.class)
class KeysIT {
    private static final short PASSED = 0;
    private static final short SASL_AUTHENTICATION_FAILED = 58;

    private final Tenant.Cluster orders;

    KeysIT(RunningNaru naru) {
        orders = Tenant.signsUp(naru, "Keyed").createsCluster("orders");
    }

    @Test
    void aKeyMadeAndUsedAtOnceIsNeverRefused() throws Exception {
        for (int time = 0; time < Scale.of(50, 500); time++) {
            ClusterKey key = orders.createsKey("DeveloperRead");

            RawConnection.LogIn logIn = RawConnection.logIn(key);

            assertThat(logIn.errorCode()).as("log-in number %d", time).isEqualTo(PASSED);
            logIn.connection().close();
            orders.revokes(key);
        }
    }

    @Test
    void aRevokedKeyIsRefusedAndItsConnectionsAreClosedWithinASecond() throws Exception {
        ClusterKey key = orders.createsKey("ClusterAdmin");
        List<RawConnection> open = new ArrayList<>();
        for (int connection = 0; connection < 5; connection++) {
            open.add(RawConnection.logIn(key).connection());
        }

        orders.revokes(key);

        for (RawConnection connection : open) {
            connection.awaitClosedByBroker(Duration.ofSeconds(1));
            connection.close();
        }
        RawConnection.LogIn again = RawConnection.logIn(key);
        assertThat(again.errorCode()).isEqualTo(SASL_AUTHENTICATION_FAILED);
        again.connection().close();
    }

    @Test
    void anUnknownKeyAndAWrongSecretLookEqual() throws Exception {
        ClusterKey key = orders.createsKey("ClusterAdmin");
        ClusterKey wrongSecret = new ClusterKey(key.bootstrap(), key.security(), key.id(), "x".repeat(64));
        ClusterKey unknown = new ClusterKey(key.bootstrap(), key.security(), "AAAAAAAAAAAAAAAA", key.secret());

        assertThat(RawConnection.logIn(wrongSecret).errorCode()).isEqualTo(SASL_AUTHENTICATION_FAILED);
        assertThat(RawConnection.logIn(unknown).errorCode()).isEqualTo(SASL_AUTHENTICATION_FAILED);
    }
}
