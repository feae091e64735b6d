package io.naru.broker.tenancy.desired;

import static io.naru.broker.tenancy.BarrierOutcome.COMPLETED;
import static io.naru.broker.tenancy.BarrierOutcome.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.TenancyOnOneThread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BarrierTest {
    private final DesiredTopic desired = new DesiredTopic();
    private TenancyOnOneThread broker;

    @BeforeEach
    void start() {
        desired.cluster("lkc-0", 1, "ACTIVE");
        broker = new TenancyOnOneThread(desired.topic, null);
        broker.settle();
    }

    @Test
    void completesOnlyWithEverythingWrittenBefore() {
        List<Boolean> applied = new ArrayList<>();
        desired.cluster("lkc-1", 1, "ACTIVE");

        broker.tenancy
                .rights()
                .barrier(outcome -> applied.add(broker.tenancy.state().isActive("lkc-1")));
        broker.settle();

        assertThat(applied).containsExactly(true);
    }

    @Test
    void aQuestionUnderWayIsNotSharedByWhoeverComesLater() {
        desired.topic.holdAnswers();
        List<BarrierOutcome> first = broker.barrier();
        broker.settle();
        desired.cluster("lkc-1", 1, "ACTIVE");
        List<BarrierOutcome> second = broker.barrier();
        broker.settle();

        desired.topic.deliver();
        broker.settle();

        assertThat(first).containsExactly(COMPLETED);
        assertThat(second).isEmpty();
        desired.topic.deliverFromNowOn();
        broker.pass(100);
        assertThat(second).containsExactly(COMPLETED);
        assertThat(broker.tenancy.state().isActive("lkc-1")).isTrue();
    }

    @Test
    void thoseWhoWaitForTheSameQuestionShareIt() {
        int before = desired.topic.questions();
        List<List<BarrierOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            outcomes.add(broker.barrier());
        }

        broker.settle();

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).containsExactly(COMPLETED));
        assertThat(desired.topic.questions() - before).isEqualTo(1);
    }

    @Test
    void givesUpAfterTwoSecondsWithoutTheLeader() {
        desired.topic.setReachable(false);
        List<BarrierOutcome> outcome = broker.barrier();

        broker.pass(1_980);
        assertThat(outcome).isEmpty();
        broker.pass(30);

        assertThat(outcome).containsExactly(TIMED_OUT);
    }

    @Test
    void givesUpWhenTheLeaderSaysNothing() {
        desired.topic.setSilent(true);
        List<BarrierOutcome> outcome = broker.barrier();

        broker.pass(2_010);

        assertThat(outcome).containsExactly(TIMED_OUT);
    }

    @Test
    void asksAgainWhenTheLeaderComesBackInTime() {
        desired.topic.setReachable(false);
        List<BarrierOutcome> outcome = broker.barrier();
        broker.pass(1_000);
        desired.topic.setReachable(true);

        broker.pass(100);

        assertThat(outcome).containsExactly(COMPLETED);
    }

    @Test
    void aLostAnswerDoesNotHoldUpThoseWhoComeLater() {
        desired.topic.setSilent(true);
        List<BarrierOutcome> first = broker.barrier();
        broker.pass(20);
        desired.topic.setSilent(false);
        List<BarrierOutcome> second = broker.barrier();

        broker.pass(300);

        assertThat(second).containsExactly(COMPLETED);
        assertThat(first).isEmpty();
    }

    @Test
    void anEmptiedTopicIsReadFromItsBeginningBeforeTheBarrierCompletes() {
        desired.cluster("lkc-1", 1, "ACTIVE").cluster("lkc-2", 1, "ACTIVE");
        broker.pass(600);
        desired.topic.empty();
        desired.cluster("lkc-3", 1, "ACTIVE");
        List<Boolean> applied = new ArrayList<>();

        broker.tenancy
                .rights()
                .barrier(outcome -> applied.add(broker.tenancy.state().isActive("lkc-3")));
        broker.pass(200);

        assertThat(applied).containsExactly(true);
    }
}
