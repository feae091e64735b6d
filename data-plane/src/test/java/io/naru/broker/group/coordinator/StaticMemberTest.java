package io.naru.broker.group.coordinator;

import static io.naru.broker.group.coordinator.Consumers.AT_ONCE;
import static io.naru.broker.group.coordinator.Consumers.joined;
import static io.naru.broker.group.coordinator.Consumers.profile;
import static io.naru.broker.group.coordinator.Consumers.protocol;
import static io.naru.broker.group.coordinator.Consumers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.group.coordinator.GroupCommand.JoinManner;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.JoinAnswer.Joined;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.MemberProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaticMemberTest {
    private static final MemberProfile WEST = profile("west", protocol("range", "m"));
    private static final MemberProfile EAST = profile("east", protocol("range", "m"));

    private final Consumers consumers = new Consumers();

    private MemberIdentity west(String memberId) {
        return new MemberIdentity(memberId, "west");
    }

    private Joined settleWest() {
        Joined west = joined(consumers.join("", "consumer", WEST, new JoinManner(AT_ONCE, true, true)));
        consumers.sync(west(west.memberId()), west.generation(), Map.of(west.memberId(), "all"));
        return west;
    }

    @Test
    void aStaticMemberNeedsNoIdFirst() {
        assertThat(settleWest().generation()).isEqualTo(1);
    }

    @Test
    void aReturningStaticMemberGetsItsAssignmentWithoutARebalance() {
        Joined before = settleWest();

        Joined after = joined(consumers.join("", WEST));

        assertThat(after.memberId()).isNotEqualTo(before.memberId());
        assertThat(after.generation()).isEqualTo(before.generation());
        assertThat(after.leader()).isEqualTo(after.memberId());
        assertThat(after.skipAssignment()).isTrue();
        assertThat(after.members()).hasSize(1);
        assertThat(text(consumers
                        .sync(west(after.memberId()), after.generation(), Map.of())
                        .answer()
                        .assignment()))
                .isEqualTo("all");
    }

    @Test
    void aReturningLeaderOfAnOldVersionIsKeptFromAssigning() {
        Joined before = settleWest();

        Joined after = joined(consumers.join("", "consumer", WEST, new JoinManner(AT_ONCE, true, false)));

        assertThat(after.leader()).isEqualTo(before.memberId());
        assertThat(after.skipAssignment()).isFalse();
        assertThat(after.members()).isEmpty();
    }

    @Test
    void theOldInstanceIsFencedWhereverItSpeaks() {
        Joined before = settleWest();
        consumers.join("", WEST);
        MemberIdentity old = west(before.memberId());

        assertThat(consumers.heartbeat(old, 1).error()).isEqualTo(GroupError.FENCED_INSTANCE_ID);
        assertThat(consumers.sync(old, 1, Map.of()).error()).isEqualTo(GroupError.FENCED_INSTANCE_ID);
        assertThat(consumers.join(before.memberId(), WEST).error()).isEqualTo(GroupError.FENCED_INSTANCE_ID);
        assertThat(consumers.commit(old, 1, Consumers.TOPIC_ID, "t", 1).error())
                .isEqualTo(GroupError.FENCED_INSTANCE_ID);
        assertThat(consumers.leave(old).answer().getFirst().error()).isEqualTo(GroupError.FENCED_INSTANCE_ID);
    }

    @Test
    void theOldInstanceIsFencedWhileItWaits() {
        settleWest();
        Heard<JoinAnswer> east = consumers.join("", EAST);
        Heard<JoinAnswer> waiting = consumers.join("m-1", WEST);
        assertThat(joined(waiting).generation()).isEqualTo(2);
        var sync = consumers.sync(new MemberIdentity(joined(east).memberId(), "east"), 2, Map.of());

        consumers.join("", EAST);

        assertThat(sync.error()).isEqualTo(GroupError.FENCED_INSTANCE_ID);
        assertThat(consumers.state()).isEqualTo("PreparingRebalance");
    }

    @Test
    void aReturningMemberThatChangesTheVoteStartsARebalance() {
        settleWest();

        Joined after = joined(consumers.join("", profile("west", protocol("sticky", "s"), protocol("range", "m"))));

        assertThat(after.generation()).isEqualTo(2);
        assertThat(after.protocol()).isEqualTo("sticky");
    }

    @Test
    void aSilentStaticMemberKeepsItsSeatThroughARebalanceUntilItsSessionEnds() {
        var patient = new MemberProfile("east", "app", "/h", 120_000, 60_000, EAST.protocols());
        settleWest();
        Heard<JoinAnswer> east = consumers.join("", patient);
        consumers.join("m-1", WEST);
        String eastId = joined(east).memberId();
        consumers.sync(west("m-1"), 2, Map.of()).answer();
        consumers.sync(new MemberIdentity(eastId, "east"), 2, Map.of()).answer();

        Heard<JoinAnswer> again = consumers.join("m-1", WEST);
        consumers.host.advanceMs(60_000);

        assertThat(joined(again).generation()).isEqualTo(3);
        assertThat(joined(again).members()).hasSize(2);
    }

    @Test
    void anOperatorPutsOutAnInstanceByItsName() {
        settleWest();

        var answer = consumers.leave(new MemberIdentity("", "west"), new MemberIdentity("", "north"));

        assertThat(answer.answer())
                .extracting(GroupCommand.Departure::error)
                .containsExactly(null, GroupError.UNKNOWN_MEMBER_ID);
        assertThat(consumers.state()).isEqualTo("Empty");
    }

    @Test
    void aReturningMemberIsFoundAgainAfterARestart() {
        settleWest();
        Joined after = joined(consumers.join("", WEST));

        consumers.host.restart();

        assertThat(consumers.heartbeat(west(after.memberId()), 1).answer()).isNotNull();
        assertThat(consumers.heartbeat(west("m-1"), 1).error()).isEqualTo(GroupError.FENCED_INSTANCE_ID);
    }
}
