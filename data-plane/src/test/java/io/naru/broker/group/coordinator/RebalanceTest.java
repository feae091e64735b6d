package io.naru.broker.group.coordinator;

import static io.naru.broker.group.coordinator.Consumers.AT_ONCE;
import static io.naru.broker.group.coordinator.Consumers.idGiven;
import static io.naru.broker.group.coordinator.Consumers.joined;
import static io.naru.broker.group.coordinator.Consumers.profile;
import static io.naru.broker.group.coordinator.Consumers.protocol;
import static io.naru.broker.group.coordinator.Consumers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.group.coordinator.GroupCommand.JoinManner;
import io.naru.broker.group.coordinator.GroupSettings.JoinTerms;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.JoinAnswer.Joined;
import io.naru.broker.group.model.JoinAnswer.Participant;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.MemberProfile;
import io.naru.broker.group.model.SyncAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebalanceTest {
    private static final JoinTerms AFTER_3_S = new JoinTerms(6_000, 1_800_000, 3_000);
    private static final MemberProfile RANGE = profile(null, protocol("range", "m"));

    private final Consumers consumers = new Consumers();

    @Test
    void theFirstMemberLeadsGenerationOne() {
        Joined first = joined(consumers.join(""));

        assertThat(first.generation()).isEqualTo(1);
        assertThat(first.leader()).isEqualTo(first.memberId());
        assertThat(first.protocol()).isEqualTo("range");
        assertThat(first.members()).extracting(Participant::memberId).containsExactly(first.memberId());
    }

    @Test
    void aNewDynamicMemberIsGivenAnIdBeforeItsSeat() {
        var idFirst = new JoinManner(AT_ONCE, true, true);
        String id = idGiven(consumers.join("", "consumer", RANGE, idFirst));

        Joined joined = joined(consumers.join(id, "consumer", RANGE, idFirst));

        assertThat(joined.memberId()).isEqualTo(id);
    }

    @Test
    void anIdNobodyComesBackWithIsTakenBack() {
        String id = idGiven(consumers.join("", "consumer", RANGE, new JoinManner(AT_ONCE, true, true)));

        consumers.host.advanceMs(10_000);

        assertThat(consumers.join(id).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
        assertThat(consumers.describe().error()).isEqualTo(GroupError.GROUP_ID_NOT_FOUND);
    }

    @Test
    void aNewGroupWaitsForMoreMembersAndLongerIfSomeCome() {
        var first = consumers.join("", RANGE, AFTER_3_S);
        consumers.host.advanceMs(2_000);
        var second = consumers.join("", RANGE, AFTER_3_S);

        consumers.host.advanceMs(3_999);
        assertThat(first.isAnswered()).isFalse();
        consumers.host.advanceMs(1);

        assertThat(joined(first).generation()).isEqualTo(1);
        assertThat(joined(second).generation()).isEqualTo(1);
    }

    @Test
    void aNewGroupNeverWaitsLongerThanTheRebalanceTimeout() {
        var impatient = new MemberProfile(null, "app", "/h", 10_000, 5_000, RANGE.protocols());
        var first = consumers.join("", impatient, AFTER_3_S);
        consumers.host.advanceMs(2_999);
        consumers.join("", impatient, AFTER_3_S);
        consumers.host.advanceMs(2_000);
        consumers.join("", impatient, AFTER_3_S);

        consumers.host.advanceMs(1);

        assertThat(joined(first).members()).hasSize(3);
    }

    @Test
    void aSecondMemberMakesTheFirstJoinAgain() {
        Joined first = consumers.settleOne();
        var second = consumers.join("");

        assertThat(second.isAnswered()).isFalse();
        assertThat(consumers.heartbeat(first.memberId(), 1).error()).isEqualTo(GroupError.REBALANCE_IN_PROGRESS);

        Joined again = joined(consumers.join(first.memberId()));
        assertThat(again.generation()).isEqualTo(2);
        assertThat(again.members()).hasSize(2);
        assertThat(joined(second).members()).isEmpty();
        assertThat(joined(second).leader()).isEqualTo(first.memberId());
    }

    @Test
    void everybodyGetsItsOwnPartOfTheLeadersAssignment() {
        Joined first = consumers.settleOne();
        var waiting = consumers.join("");
        Joined leader = joined(consumers.join(first.memberId()));
        String other = joined(waiting).memberId();
        var follower = consumers.sync(other, 2, Map.of(other, "stolen"));
        assertThat(follower.isAnswered()).isFalse();

        SyncAnswer mine = consumers
                .sync(leader.memberId(), 2, Map.of(leader.memberId(), "mine", other, "yours"))
                .answer();

        assertThat(text(mine.assignment())).isEqualTo("mine");
        assertThat(text(follower.answer().assignment())).isEqualTo("yours");
        assertThat(consumers.state()).isEqualTo("Stable");
    }

    @Test
    void aSyncOfAnotherGenerationOrProtocolIsRefused() {
        Joined first = joined(consumers.join(""));
        var member = new MemberIdentity(first.memberId(), null);

        assertThat(consumers.sync(first.memberId(), 7, Map.of()).error()).isEqualTo(GroupError.ILLEGAL_GENERATION);
        assertThat(consumers.sync("nobody", 1, Map.of()).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
        assertThat(consumers.sync(member, 1, "connect", "range", Map.of()).error())
                .isEqualTo(GroupError.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(consumers.sync(member, 1, "consumer", "sticky", Map.of()).error())
                .isEqualTo(GroupError.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void theProtocolWithMostVotesThatAllKnowIsChosen() {
        Joined first = joined(consumers.join("", profile(null, protocol("range", "r"), protocol("sticky", "s"))));
        var second = consumers.join("", profile(null, protocol("sticky", "s"), protocol("range", "r")));
        var third = consumers.join("", profile(null, protocol("odd", "o"), protocol("sticky", "s")));
        assertThat(consumers.join("", profile(null, protocol("odd", "o"))).error())
                .isEqualTo(GroupError.INCONSISTENT_GROUP_PROTOCOL);

        Joined again = joined(
                consumers.join(first.memberId(), profile(null, protocol("range", "r"), protocol("sticky", "s"))));

        assertThat(again.protocol()).isEqualTo("sticky");
        assertThat(again.members()).extracting(each -> text(each.metadata())).containsOnly("s");
        assertThat(joined(second).protocol())
                .isEqualTo(joined(third).protocol())
                .isEqualTo("sticky");
    }

    @Test
    void anotherProtocolTypeIsRefused() {
        consumers.settleOne();

        assertThat(consumers
                        .join("", "connect", RANGE, new JoinManner(AT_ONCE, false, true))
                        .error())
                .isEqualTo(GroupError.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void sessionTimeoutsOutsideTheLimitsAreRefused() {
        for (int sessionMs : List.of(5_999, 1_800_001)) {
            var profile = new MemberProfile(null, "app", "/h", sessionMs, 60_000, RANGE.protocols());
            assertThat(consumers.join("", profile).error()).isEqualTo(GroupError.INVALID_SESSION_TIMEOUT);
        }
        var short1s = new MemberProfile(null, "app", "/h", 1_000, 60_000, RANGE.protocols());
        assertThat(joined(consumers.join("", short1s, GroupSettings.defaults().test()))
                        .generation())
                .isEqualTo(1);
    }

    @Test
    void aGroupWithoutANameIsRefused() {
        consumers.group = new GroupKey("lkc-a", "");

        assertThat(consumers.join("").error()).isEqualTo(GroupError.INVALID_GROUP_ID);
    }

    @Test
    void aMemberThatFallsSilentLosesItsSeat() {
        consumers.settleTwo();
        consumers.host.advanceMs(6_000);
        consumers.heartbeat("m-1", 2).answer();

        consumers.host.advanceMs(4_000);

        assertThat(consumers.heartbeat("m-2", 2).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
        assertThat(consumers.heartbeat("m-1", 2).error()).isEqualTo(GroupError.REBALANCE_IN_PROGRESS);
        assertThat(joined(consumers.join("m-1")).members()).hasSize(1);
    }

    @Test
    void aRebalanceGoesOnWithoutThoseThatDoNotJoinInTime() {
        consumers.settleTwo();
        var third = consumers.join("");
        var first = consumers.join("m-1");
        for (int i = 0; i < 11; i++) {
            consumers.host.advanceMs(5_000);
            assertThat(consumers.heartbeat("m-2", 2).error()).isEqualTo(GroupError.REBALANCE_IN_PROGRESS);
        }
        assertThat(first.isAnswered()).isFalse();

        consumers.host.advanceMs(5_000);

        assertThat(joined(first).members()).hasSize(2);
        assertThat(joined(third).generation()).isEqualTo(3);
        assertThat(consumers.heartbeat("m-2", 2).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
    }

    @Test
    void whoLeavesMakesTheOthersRebalance() {
        consumers.settleTwo();

        assertThat(consumers.leave("m-2").answer().getFirst().error()).isNull();

        assertThat(consumers.heartbeat("m-1", 2).error()).isEqualTo(GroupError.REBALANCE_IN_PROGRESS);
        assertThat(joined(consumers.join("m-1")).generation()).isEqualTo(3);
    }

    @Test
    void theLastToLeaveLeavesAnEmptyGroup() {
        Joined alone = consumers.settleOne();

        consumers.leave(alone.memberId()).answer();

        assertThat(consumers.state()).isEqualTo("Empty");
        assertThat(consumers.heartbeat(alone.memberId(), 1).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
    }

    @Test
    void leavingIsAnsweredForEachMember() {
        consumers.settleTwo();

        var answer = consumers.leave(new MemberIdentity("m-2", null), new MemberIdentity("nobody", null));

        assertThat(answer.answer())
                .extracting(GroupCommand.Departure::error)
                .containsExactly(null, GroupError.UNKNOWN_MEMBER_ID);
    }

    @Test
    void leavingAnUnknownGroupIsRefused() {
        assertThat(consumers.leave("nobody").error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aLeaderThatNeverSyncsIsReplaced() {
        Joined first = consumers.settleOne();
        var waiting = consumers.join("");
        consumers.join(first.memberId());
        String other = joined(waiting).memberId();
        var sync = consumers.sync(other, 2, Map.of());
        for (int i = 0; i < 12; i++) {
            consumers.heartbeat(first.memberId(), 2);
            consumers.host.advanceMs(5_000);
        }

        assertThat(sync.error()).isEqualTo(GroupError.REBALANCE_IN_PROGRESS);
        assertThat(joined(consumers.join(other)).leader()).isEqualTo(other);
    }

    @Test
    void aFollowerThatNeverSyncsIsPutOut() {
        Joined first = consumers.settleOne();
        var waiting = consumers.join("");
        consumers.join(first.memberId());
        String other = joined(waiting).memberId();
        consumers.sync(first.memberId(), 2, Map.of()).answer();
        for (int i = 0; i < 12; i++) {
            consumers.heartbeat(first.memberId(), 2);
            consumers.heartbeat(other, 2);
            consumers.host.advanceMs(5_000);
        }

        assertThat(consumers.heartbeat(other, 2).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aFollowerThatJoinsUnchangedIsToldTheGenerationAgain() {
        consumers.settleTwo();

        Joined again = joined(consumers.join("m-2"));

        assertThat(again.generation()).isEqualTo(2);
        assertThat(again.members()).isEmpty();
        assertThat(consumers.state()).isEqualTo("Stable");
    }

    @Test
    void aLeaderOrAChangedFollowerThatJoinsStartsARebalance() {
        consumers.settleTwo();
        assertThat(consumers
                        .join("m-2", profile(null, protocol("range", "other")))
                        .isAnswered())
                .isFalse();
        assertThat(consumers.state()).isEqualTo("PreparingRebalance");

        var others = new Consumers();
        others.settleTwo();
        assertThat(others.join("m-1").isAnswered()).isFalse();
        assertThat(others.state()).isEqualTo("PreparingRebalance");
    }

    @Test
    void aMemberThatDidNotGetItsAnswerIsToldTheGenerationAgain() {
        Joined first = joined(consumers.join(""));

        Joined again = joined(consumers.join(first.memberId()));

        assertThat(again.generation()).isEqualTo(first.generation());
        assertThat(again.members()).hasSize(1);
    }

    @Test
    void whoWaitsIsNotMissedAsLongAsItsConnectionIsOpen() {
        consumers.settleTwo();
        Heard<JoinAnswer> open = consumers.join("m-1");
        Heard<JoinAnswer> closed = consumers.join("");
        closed.hangUp();
        for (int i = 0; i < 4; i++) {
            consumers.heartbeat("m-2", 2);
            consumers.host.advanceMs(5_000);
        }

        assertThat(closed.error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
        assertThat(open.isAnswered()).isFalse();
        consumers.join("m-2");
        assertThat(joined(open).members()).hasSize(2);
    }

    @Test
    void aSecondJoinOfAWaitingMemberReplacesTheFirst() {
        consumers.settleTwo();
        Heard<JoinAnswer> first = consumers.join("m-1");
        Heard<JoinAnswer> second = consumers.join("m-1");

        assertThat(first.error()).isEqualTo(GroupError.REBALANCE_IN_PROGRESS);
        assertThat(second.isAnswered()).isFalse();
    }

    @Test
    void aFullGroupTakesNobodyElse() {
        GroupSettings defaults = GroupSettings.defaults();
        var small = new Consumers(new GroupSettings(
                defaults.client(), defaults.test(), 300_000, 1, 1, 50_000, 450_000, 4_096, 604_800_000L, 600_000, 10));
        small.settleOne();

        assertThat(small.join("").error()).isEqualTo(GroupError.GROUP_MAX_SIZE_REACHED);
        assertThat(small.state()).isEqualTo("Stable");
        small.group = new GroupKey("lkc-a", "another");
        assertThat(small.join("").error()).isEqualTo(GroupError.GROUP_MAX_SIZE_REACHED);
        small.group = new GroupKey("lkc-b", "another");
        assertThat(joined(small.join("")).generation()).isEqualTo(1);
    }

    @Test
    void groupsOfTheSameNameInTwoClustersKnowNothingOfEachOther() {
        Joined first = consumers.settleOne();
        consumers.group = new GroupKey("lkc-b", "orders");

        assertThat(consumers.heartbeat(first.memberId(), 1).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
        assertThat(consumers.describe().error()).isEqualTo(GroupError.GROUP_ID_NOT_FOUND);
        assertThat(consumers.listed("lkc-b")).isEmpty();
        assertThat(consumers.listed("lkc-a")).containsExactly("orders");
    }
}
