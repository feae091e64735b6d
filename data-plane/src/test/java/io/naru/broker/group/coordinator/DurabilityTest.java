package io.naru.broker.group.coordinator;

import static io.naru.broker.group.coordinator.Consumers.joined;
import static io.naru.broker.group.coordinator.Consumers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.JoinAnswer.Joined;
import io.naru.broker.metadata.MetadataImage;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurabilityTest {
    private final Consumers consumers = new Consumers();

    @Test
    void aCommitIsAnsweredOnlyWhenItIsCommitted() {
        consumers.host.holdCommits();
        var commit = consumers.commitFromOutside("t", 5);
        assertThat(commit.isAnswered()).isFalse();

        consumers.host.commit();

        assertThat(commit.answer()).isNotNull();
    }

    @Test
    void whoReadsWaitsForTheCommitOfWhatItSaw() {
        consumers.host.holdCommits();
        consumers.commitFromOutside("t", 5);
        var fetch = consumers.fetch();
        var description = consumers.describe();
        consumers.commitFromOutside("t", 6);
        assertThat(fetch.isAnswered()).isFalse();

        consumers.host.commitOne();

        assertThat(fetch.answer().values()).extracting(each -> each.offset()).containsExactly(5L);
        assertThat(description.answer().state()).isEqualTo("Empty");
    }

    @Test
    void aDeletedGroupIsGoneForReadersOnlyOnceThatIsCommitted() {
        consumers.commitFromOutside("t", 5);
        consumers.host.holdCommits();
        consumers.delete();
        var description = consumers.describe();
        assertThat(description.isAnswered()).isFalse();

        consumers.host.commit();

        assertThat(description.error()).isEqualTo(GroupError.GROUP_ID_NOT_FOUND);
    }

    @Test
    void anotherGroupIsNotHeldUp() {
        consumers.host.holdCommits();
        consumers.commitFromOutside("t", 5);
        consumers.group = new GroupKey("lkc-a", "other");

        assertThat(consumers.fetch().answer()).isEmpty();
    }

    @Test
    void nobodyHearsOfAGenerationThatIsNotWrittenDown() {
        consumers.host.holdCommits();
        Heard<JoinAnswer> join = consumers.join("");
        assertThat(join.isAnswered()).isFalse();

        consumers.host.commit();

        assertThat(joined(join).generation()).isEqualTo(1);
    }

    @Test
    void afterAFailedAppendEverybodyIsSentToTheNextCoordinator() {
        Joined alone = consumers.settleOne();
        consumers.commit(alone.memberId(), 1, "t", 5);
        Heard<JoinAnswer> waiting = consumers.join("");
        consumers.host.holdCommits();
        var commit = consumers.commit(alone.memberId(), 1, "t", 6);
        var fetch = consumers.fetch();

        consumers.host.failAppends();
        consumers.host.commitAlways();

        assertThat(commit.error()).isEqualTo(GroupError.NOT_COORDINATOR);
        assertThat(fetch.error()).isEqualTo(GroupError.NOT_COORDINATOR);
        assertThat(waiting.error()).isEqualTo(GroupError.NOT_COORDINATOR);
        assertThat(consumers.committed("t")).isEqualTo(5);
        assertThat(consumers.heartbeat(alone.memberId(), 1).answer()).isNotNull();
    }

    @Test
    void aSettledGroupGoesOnAfterACrash() {
        Joined leader = consumers.settleTwo();
        consumers.commit("m-2", 2, "t", 5).answer();

        consumers.host.crash(0);

        assertThat(consumers.state()).isEqualTo("Stable");
        assertThat(consumers.committed("t")).isEqualTo(5);
        assertThat(consumers.heartbeat("m-2", 2).answer()).isNotNull();
        assertThat(text(consumers.sync(leader.memberId(), 2, Map.of()).answer().assignment()))
                .isEqualTo("a");
    }

    @Test
    void aGenerationThatWaitsForItsAssignmentGetsItAfterACrash() {
        Joined alone = joined(consumers.join(""));

        consumers.host.crash(0);

        assertThat(consumers.state()).isEqualTo("CompletingRebalance");
        var sync = consumers.sync(alone.memberId(), 1, Map.of(alone.memberId(), "all"));
        assertThat(text(sync.answer().assignment())).isEqualTo("all");
    }

    @Test
    void sessionsBeginAnewAfterACrash() {
        consumers.settleOne();
        consumers.host.advanceMs(9_000);
        consumers.host.crash(0);
        consumers.host.advanceMs(9_999);
        assertThat(consumers.state()).isEqualTo("Stable");

        consumers.host.advanceMs(1);

        assertThat(consumers.state()).isEqualTo("Empty");
    }

    @Test
    void manyOffsetsAreRemovedInBatchesThatFit() {
        String topic = "x".repeat(200);
        for (int i = 0; i < 4_000; i++) {
            consumers.commitFromOutside(topic + i, i).answer();
        }
        consumers.host.holdCommits();
        var delete = consumers.delete();

        assertThat(consumers.host.pendingAppends()).isGreaterThan(1);
        consumers.host.commitOne();
        assertThat(delete.isAnswered()).isFalse();
        consumers.host.commit();
        assertThat(delete.answer()).isNotNull();
    }

    @Test
    void tooManyAppendsInFlightTurnRequestsAway() {
        GroupSettings defaults = GroupSettings.defaults();
        var small = new Consumers(new GroupSettings(
                defaults.client(), defaults.test(), 300_000, 9, 9, 9, 450_000, 4_096, 604_800_000L, 600_000, 1));
        small.host.holdCommits();
        small.commitFromOutside("t", 1);

        assertThat(small.commitFromOutside("t", 2).error()).isEqualTo(GroupError.COORDINATOR_NOT_AVAILABLE);
    }

    @Test
    void aRecordOfANewerBrokerIsNotPassedOver() {
        var coordinator = new GroupCoordinator(GroupSettings.defaults(), () -> MetadataImage.EMPTY);

        assertThatThrownBy(() -> coordinator.replay(0, 0, ByteBuffer.wrap(new byte[] {9}), null))
                .hasMessageContaining("newer broker");
    }
}
