package io.naru.broker.tenancy.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.TenancyOnOneThread;
import java.util.List;
import org.junit.jupiter.api.Test;

class DesiredFollowerTest {
    private final DesiredTopic desired = new DesiredTopic();

    private TenancyOnOneThread started() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.settle();
        return broker;
    }

    @Test
    void appliesWhatTheControlPlaneWrites() {
        desired.cluster("lkc-1", 1, "ACTIVE")
                .key("KEY1", 1, "lkc-1", "secret", null)
                .role("lkc-1", "sa-1", 1, "DeveloperRead");

        TenancyOnOneThread broker = started();

        assertThat(broker.rightsOf("lkc-1", "sa-1", "KEY1")).containsExactlyInAnyOrder(Right.DESCRIBE, Right.READ);
        assertThat(broker.clusterStates).containsExactly("lkc-1 active");
    }

    @Test
    void aKeysOwnRoleCountsBeforeThatOfItsPrincipal() {
        desired.cluster("lkc-1", 1, "ACTIVE")
                .key("KEY1", 1, "lkc-1", "secret", "DeveloperWrite")
                .role("lkc-1", "sa-1", 1, "ClusterAdmin");

        assertThat(started().rightsOf("lkc-1", "sa-1", "KEY1"))
                .containsExactlyInAnyOrder(Right.DESCRIBE, Right.READ, Right.WRITE);
    }

    @Test
    void aRoleOfALaterReleaseGivesNothing() {
        desired.cluster("lkc-1", 1, "ACTIVE")
                .key("KEY1", 1, "lkc-1", "secret", "Sorcerer")
                .role("lkc-1", "sa-1", 1, "ClusterAdmin");

        assertThat(started().rightsOf("lkc-1", "sa-1", "KEY1")).isEmpty();
    }

    @Test
    void aTokensRightsAreThoseOfItsPrincipal() {
        desired.cluster("lkc-1", 1, "ACTIVE").role("lkc-1", "u-1", 1, "ClusterAdmin");

        TenancyOnOneThread broker = started();

        assertThat(broker.rightsOf("lkc-1", "u-1", "root/j1")).contains(Right.MANAGE);
        assertThat(broker.rightsOf("lkc-1", "u-2", "root/j1")).isEmpty();
        assertThat(broker.rightsOf("lkc-2", "u-1", "root/j1")).isEmpty();
    }

    @Test
    void onlyTheCellHasRightsInTheSystemCluster() {
        TenancyOnOneThread broker = started();

        assertThat(broker.tenancy.rights().of(Principal.CELL)).contains(Right.values());
        assertThat(broker.rightsOf("system", "sa-1", "KEY1")).isEmpty();
    }

    @Test
    void anOlderVersionChangesNothing() {
        desired.cluster("lkc-1", 1, "ACTIVE")
                .revokedKey("KEY1", 2, "lkc-1", "secret")
                .key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");

        assertThat(started().rightsOf("lkc-1", "sa-1", "KEY1")).isEmpty();
    }

    @Test
    void aTombstoneTakesTheResourceAway() {
        desired.cluster("lkc-1", 1, "ACTIVE").key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
        TenancyOnOneThread broker = started();
        desired.topic.tombstone("api_key/KEY1");

        broker.pass(500);

        assertThat(broker.rightsOf("lkc-1", "sa-1", "KEY1")).isEmpty();
        assertThat(broker.tenancy.state().records()).containsOnlyKeys("lkc/lkc-1");
    }

    @Test
    void recordsOfAnUnknownKindAreKeptOverARestart() {
        desired.put("tenant_quota", "lkc-1", 3, "{\"bytes\":1}");
        TenancyOnOneThread broker = started();
        broker.pass(1_100);
        desired.topic.setReachable(false);

        TenancyOnOneThread again = broker.restartedOn(desired.topic);

        assertThat(again.tenancy.state().records()).containsKey("tenant_quota/lkc-1");
    }

    @Test
    void aMalformedRecordDoesNotHoldUpTheNext() {
        desired.topic.put("lkc/lkc-1", "{\"v\":1,");
        desired.topic.put("lkc/lkc-1", "not json");
        desired.topic.put("lkc/lkc-2", "{\"v\":1,\"kind\":\"lkc\",\"id\":\"lkc-9\",\"version\":1,\"state\":{}}");
        desired.cluster("lkc-3", 1, "ACTIVE");

        assertThat(started().tenancy.state().clusters()).containsOnlyKeys("lkc-3");
    }

    @Test
    void opensOnItsSnapshotWhileTheTopicIsAway() {
        desired.cluster("lkc-1", 1, "ACTIVE").key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
        TenancyOnOneThread broker = started();
        broker.pass(1_100);
        desired.topic.setReachable(false);

        TenancyOnOneThread again = broker.restartedOn(desired.topic);

        assertThat(again.rightsOf("lkc-1", "sa-1", "KEY1")).contains(Right.MANAGE);
        assertThat(again.clusterStates).containsExactly("lkc-1 active");
    }

    @Test
    void anEmptiedTopicDeletesNothing() {
        desired.cluster("lkc-1", 1, "ACTIVE").key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
        TenancyOnOneThread broker = started();
        desired.topic.empty();

        broker.pass(1_000);

        assertThat(broker.rightsOf("lkc-1", "sa-1", "KEY1")).contains(Right.MANAGE);
        assertThat(broker.tenancy.state().unconfirmed()).containsExactlyInAnyOrder("lkc/lkc-1", "api_key/KEY1");
    }

    @Test
    void aTopicMadeAnewConfirmsWhatItHoldsAndAddsToIt() {
        desired.cluster("lkc-1", 1, "ACTIVE").key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
        TenancyOnOneThread broker = started();
        desired.topic.makeAnew();
        desired.cluster("lkc-1", 1, "ACTIVE");
        desired.key("KEY2", 1, "lkc-1", "secret", "ClusterAdmin").revokedKey("KEY1", 2, "lkc-1", "secret");

        broker.pass(1_000);

        assertThat(broker.rightsOf("lkc-1", "sa-1", "KEY2")).contains(Right.MANAGE);
        assertThat(broker.rightsOf("lkc-1", "sa-1", "KEY1")).isEmpty();
        assertThat(broker.tenancy.state().unconfirmed()).isEmpty();
    }

    @Test
    void noticesALossThatHappenedWhileItWasStopped() {
        desired.cluster("lkc-1", 1, "ACTIVE").key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
        TenancyOnOneThread broker = started();
        broker.stop();
        desired.topic.makeAnew();
        desired.cluster("lkc-2", 1, "ACTIVE");

        TenancyOnOneThread again = broker.restartedOn(desired.topic);
        again.pass(1_000);

        assertThat(again.tenancy.state().clusters()).containsOnlyKeys("lkc-1", "lkc-2");
        assertThat(again.tenancy.state().unconfirmed()).containsExactlyInAnyOrder("lkc/lkc-1", "api_key/KEY1");
    }

    @Test
    void deletingIsToldToTheControllerAndClosesTheClustersConnections() {
        desired.cluster("lkc-1", 1, "ACTIVE");
        TenancyOnOneThread broker = started();
        Principal inside = new Principal("lkc-1", "sa-1", "KEY1");
        Principal elsewhere = new Principal("lkc-2", "sa-1", "KEY2");
        broker.connections.addAll(List.of(inside, elsewhere, Principal.CELL));
        desired.cluster("lkc-1", 2, "DELETING");

        broker.pass(500);

        assertThat(broker.clusterStates).containsExactly("lkc-1 active", "lkc-1 deleting since 7");
        assertThat(broker.connections).containsExactly(elsewhere, Principal.CELL);
    }

    @Test
    void readsThroughTheGapsThatCompactionLeaves() {
        for (int version = 1; version <= 3_000; version++) {
            desired.cluster("lkc-" + version % 7, version, "ACTIVE");
        }
        desired.topic.compact();
        TenancyOnOneThread broker = started();

        List<BarrierOutcome> outcome = broker.barrier();
        broker.pass(100);

        assertThat(outcome).containsExactly(BarrierOutcome.COMPLETED);
        assertThat(broker.tenancy.state().clusters()).hasSize(7);
    }
}
