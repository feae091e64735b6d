package io.naru.broker.tenancy.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.Entrance;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.TenancyOnOneThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevocationTest {
    private static final Principal WITH_KEY1 = new Principal("lkc-1", "sa-1", "KEY1");
    private static final Principal WITH_KEY2 = new Principal("lkc-1", "sa-1", "KEY2");

    private final DesiredTopic desired = new DesiredTopic();
    private TenancyOnOneThread broker;

    @BeforeEach
    void start() {
        desired.cluster("lkc-1", 1, "ACTIVE")
                .key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin")
                .key("KEY2", 1, "lkc-1", "secret", "ClusterAdmin");
        broker = new TenancyOnOneThread(desired.topic, null);
        broker.settle();
        broker.connections.add(WITH_KEY1);
        broker.connections.add(WITH_KEY2);
    }

    @Test
    void closesTheKeysConnectionsAndTellsThatItPassed() {
        desired.revokedKey("KEY1", 2, "lkc-1", "secret");

        broker.pass(500);

        assertThat(broker.connections).containsExactly(WITH_KEY2);
        assertThat(broker.passed).containsExactly("KEY1@2");
    }

    @Test
    void isNotPassedBeforeTheConnectionsAreClosed() {
        broker.closingTakesTime();
        desired.revokedKey("KEY1", 2, "lkc-1", "secret");

        broker.pass(2_000);
        assertThat(broker.passed).isEmpty();
        broker.closingEnds();
        broker.settle();

        assertThat(broker.passed).containsExactly("KEY1@2");
    }

    @Test
    void isNotPassedBeforeItWouldSurviveACrash() {
        broker.disk.failWrites(path -> true);
        desired.revokedKey("KEY1", 2, "lkc-1", "secret");

        broker.pass(2_000);
        assertThat(broker.connections).containsExactly(WITH_KEY2);
        assertThat(broker.passed).isEmpty();
        broker.disk.failWrites(path -> false);
        broker.pass(2_000);

        assertThat(broker.passed).containsExactly("KEY1@2");
    }

    @Test
    void doesNotWaitForTheNextRegularSnapshot() {
        broker.pass(1_500);
        desired.cluster("lkc-2", 1, "ACTIVE");
        broker.pass(510);
        desired.revokedKey("KEY1", 2, "lkc-1", "secret");

        broker.barrier();
        broker.settle();

        assertThat(broker.passed).containsExactly("KEY1@2");
    }

    @Test
    void closesALogInThatCameInBetween() {
        desired.revokedKey("KEY1", 2, "lkc-1", "secret");
        broker.pass(500);
        broker.connections.add(WITH_KEY1);

        broker.pass(500);

        assertThat(broker.connections).containsExactly(WITH_KEY2);
    }

    @Test
    void isToldAgainAfterARestart() {
        desired.revokedKey("KEY1", 2, "lkc-1", "secret");
        broker.pass(500);
        desired.topic.setReachable(false);

        TenancyOnOneThread again = broker.restartedOn(desired.topic);
        again.settle();

        assertThat(again.passed).containsExactly("KEY1@2");
    }

    @Test
    void anExpiredKeysConnectionsAreClosed() {
        long soonMs = broker.clock.wallMs() + 3_000;
        desired.key("KEY1", 2, "lkc-1", "secret", "ClusterAdmin", "ACTIVE", soonMs);
        broker.pass(2_900);
        assertThat(broker.connections).containsExactly(WITH_KEY1, WITH_KEY2);

        broker.pass(700);

        assertThat(broker.connections).containsExactly(WITH_KEY2);
        assertThat(broker.rightsOf("lkc-1", "sa-1", "KEY1")).isEmpty();
    }

    @Test
    void aRetiredTokenKeyClosesTheConnectionsOfItsTokens() {
        Principal withToken = new Principal("lkc-1", "u-1", "k1/j1");
        Principal withRootToken = new Principal("lkc-1", "u-1", "root/j1");
        broker.connections.add(withToken);
        broker.connections.add(withRootToken);
        desired.tokenKey("k1", 1, new byte[1], new byte[1], "ACTIVE");
        broker.pass(500);
        assertThat(broker.connections).contains(withToken);

        desired.tokenKey("k1", 2, new byte[1], new byte[1], "RETIRED");
        broker.pass(500);

        assertThat(broker.connections).containsExactly(WITH_KEY1, WITH_KEY2, withRootToken);
    }

    @Test
    void tenantsLeaveWhenTheLeaderHasBeenSilentForAMinute() {
        broker.connections.add(Principal.CELL);
        desired.topic.setReachable(false);

        broker.pass(59_000);
        assertThat(broker.connections).containsExactly(WITH_KEY1, WITH_KEY2, Principal.CELL);
        broker.pass(1_500);

        assertThat(broker.connections).containsExactly(Principal.CELL);
        assertThat(broker.plain("KEY1", "secret", Entrance.CLIENT)).isEqualTo(new AuthenticationResult.Unavailable());
    }

    @Test
    void tenantsComeBackWithTheLeader() {
        desired.topic.setReachable(false);
        broker.pass(61_000);
        desired.topic.setReachable(true);

        broker.pass(1_000);

        assertThat(broker.plain("KEY1", "secret", Entrance.CLIENT)).isInstanceOf(AuthenticationResult.Accepted.class);
    }
}
