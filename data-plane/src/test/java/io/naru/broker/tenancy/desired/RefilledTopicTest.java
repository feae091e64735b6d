package io.naru.broker.tenancy.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.TenancyOnOneThread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The topic is emptied and filled again beyond the follower's place, under its old id.
class RefilledTopicTest {
    private final DesiredTopic desired = new DesiredTopic();

    @BeforeEach
    void twoKeys() {
        desired.cluster("lkc-1", 1, "ACTIVE");
        desired.key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
        desired.key("KEY2", 1, "lkc-1", "secret", "ClusterAdmin");
    }

    @Test
    void isNoticedBetweenTwoLooks() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.pass(1_500);

        refill();
        broker.pass(1_000);

        assertThat(broker.tenancy.state().apiKeys()).containsKeys("KEY1", "KEY2", "NEW");
    }

    @Test
    void isNoticedThoughTheVeryRecordReadLastStandsAtItsOffsetAgain() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.pass(1_500);

        desired.topic.empty();
        desired.cluster("lkc-1", 1, "ACTIVE");
        desired.key("NEW", 1, "lkc-1", "secret", "ClusterAdmin");
        desired.key("KEY2", 1, "lkc-1", "secret", "ClusterAdmin");
        broker.pass(1_000);

        assertThat(broker.tenancy.state().apiKeys()).containsKeys("KEY1", "KEY2", "NEW");
    }

    @Test
    void isNoticedThoughCompactionTookTheRecordAtItsPlace() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.pass(1_500);

        refill();
        desired.key("KEY1", 2, "lkc-1", "secret", "ClusterAdmin");
        desired.topic.compact();
        broker.pass(1_000);

        assertThat(broker.tenancy.state().apiKeys()).containsKeys("KEY1", "KEY2", "NEW");
    }

    @Test
    void isNoticedAfterARestartBeforeAnybodyIsRefused() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.pass(1_500);

        refill();
        TenancyOnOneThread again = broker.restartedOn(desired.topic);
        List<BarrierOutcome> outcomes = new ArrayList<>();
        again.tenancy.rights().barrier(outcome -> {
            assertThat(again.tenancy.state().apiKeys()).containsKey("NEW");
            outcomes.add(outcome);
        });
        again.pass(500);

        assertThat(outcomes).containsExactly(BarrierOutcome.COMPLETED);
    }

    @Test
    void keepsWhatWasKnownAndDoesNotReadTwiceWithoutNeed() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.pass(1_500);
        desired.topic.compact();
        broker.pass(2_000);

        assertThat(broker.tenancy.state().unconfirmed()).isEmpty();
        assertThat(broker.clusterStates).containsExactly("lkc-1 active");
    }

    @Test
    void aRefusedClusterStateIsToldAgainUntilItIsTaken() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.setClusterStatesRefused(true);
        broker.pass(1_000);
        int refused = broker.clusterStates.size();
        broker.setClusterStatesRefused(false);
        broker.pass(60_000);

        assertThat(refused).isBetween(2, 5);
        assertThat(broker.clusterStates).hasSize(refused + 1).containsOnly("lkc-1 active");
    }

    @Test
    void whatIsWantedNowTakesThePlaceOfWhatWasRefused() {
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.setClusterStatesRefused(true);
        broker.pass(1_000);
        desired.cluster("lkc-1", 2, "DELETING");
        broker.setClusterStatesRefused(false);
        broker.pass(1_000);
        int told = broker.clusterStates.size();
        broker.pass(60_000);

        assertThat(broker.clusterStates).hasSize(told).endsWith("lkc-1 deleting since 7");
    }

    /// As a reconciler would, with a new key before the old ones.
    private void refill() {
        desired.topic.empty();
        desired.cluster("lkc-1", 1, "ACTIVE");
        desired.key("NEW", 1, "lkc-1", "secret", "ClusterAdmin");
        desired.key("KEY1", 1, "lkc-1", "secret", "ClusterAdmin");
        desired.key("KEY2", 1, "lkc-1", "secret", "ClusterAdmin");
    }
}
