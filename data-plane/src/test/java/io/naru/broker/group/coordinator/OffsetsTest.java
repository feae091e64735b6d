package io.naru.broker.group.coordinator;

import static io.naru.broker.group.coordinator.Consumers.AT_ONCE;
import static io.naru.broker.group.coordinator.Consumers.TOPIC_ID;
import static io.naru.broker.group.coordinator.Consumers.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.group.coordinator.GroupCommand.JoinManner;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.JoinAnswer.Joined;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.MemberProfile;
import io.naru.broker.group.model.MemberProfile.Protocol;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.metadata.Bin;
import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

class OffsetsTest {
    private static final long WEEK_MS = Duration.ofDays(7).toMillis();
    private static final MemberIdentity NOBODY = new MemberIdentity("", null);

    private final Consumers consumers = new Consumers();

    /// A consumer's metadata that names one topic.
    private static MemberProfile reading(String topic) {
        byte[] name = Consumers.bytes(topic);
        ByteBuffer metadata = ByteBuffer.allocate(8 + name.length);
        metadata.putShort((short) 1).putInt(1).putShort((short) name.length).put(name);
        return new MemberProfile(null, "app", "/h", 10_000, 60_000, List.of(new Protocol("range", metadata.array())));
    }

    private Joined settleReading(String topic) {
        Joined joined = joined(consumers.join("", "consumer", reading(topic), new JoinManner(AT_ONCE, false, true)));
        consumers.sync(joined.memberId(), joined.generation(), Map.of()).answer();
        return joined;
    }

    private void beat(Joined member, Duration howLong) {
        for (long ms = 0; ms < howLong.toMillis(); ms += 9_000) {
            consumers.heartbeat(member.memberId(), member.generation()).answer();
            consumers.host.advanceMs(9_000);
        }
    }

    @Test
    void aMemberCommitsAndReadsBack() {
        Joined alone = consumers.settleOne();

        consumers.commit(alone.memberId(), 1, "t", 42).answer();

        StoredOffset stored = consumers.fetch().answer().get(new OffsetKey("t", 0));
        assertThat(stored.offset()).isEqualTo(42);
        assertThat(stored.leaderEpoch()).isEqualTo(3);
        assertThat(stored.metadata()).isEqualTo("note");
        assertThat(stored.commitTimeMs()).isEqualTo(consumers.host.wallMs());
    }

    @Test
    void anUnknownGroupHasCommittedNothing() {
        assertThat(consumers.fetch().answer()).isEmpty();
        assertThat(consumers.listed("lkc-a")).isEmpty();
    }

    @Test
    void commitsOfStrangersAndOtherGenerationsAreRefused() {
        Joined alone = consumers.settleOne();

        assertThat(consumers.commit("nobody", 1, "t", 1).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);
        assertThat(consumers.commit(alone.memberId(), 2, "t", 1).error()).isEqualTo(GroupError.ILLEGAL_GENERATION);
        assertThat(consumers.commit(alone.memberId(), -1, "t", 1).error()).isEqualTo(GroupError.ILLEGAL_GENERATION);
        assertThat(consumers.committed("t")).isEqualTo(-1);
    }

    @Test
    void aCommitFromOutsideNeedsAnEmptyGroup() {
        consumers.commitFromOutside("t", 5).answer();
        Joined alone = consumers.settleOne();

        assertThat(consumers.commitFromOutside("t", 6).error()).isEqualTo(GroupError.UNKNOWN_MEMBER_ID);

        consumers.leave(alone.memberId());
        consumers.commitFromOutside("t", 7).answer();
        assertThat(consumers.committed("t")).isEqualTo(7);
    }

    @Test
    void aGenerationOfAGroupThatDoesNotExistIsRefused() {
        assertThat(consumers.commit("m", 3, "t", 1).error()).isEqualTo(GroupError.ILLEGAL_GENERATION);
        assertThat(consumers.describe().error()).isEqualTo(GroupError.GROUP_ID_NOT_FOUND);
    }

    @Test
    void membersMayCommitWhileARebalanceIsPreparedButNotBeforeTheirSync() {
        Joined alone = consumers.settleOne();
        consumers.join("");
        consumers.commit(alone.memberId(), 1, "t", 5).answer();

        consumers.join(alone.memberId());

        assertThat(consumers.commit(alone.memberId(), 2, "t", 6).error()).isEqualTo(GroupError.REBALANCE_IN_PROGRESS);
        assertThat(consumers.committed("t")).isEqualTo(5);
    }

    @Test
    void aCommitKeepsTheSessionAlive() {
        Joined alone = consumers.settleOne();
        consumers.host.advanceMs(9_000);
        consumers.commit(alone.memberId(), 1, "t", 5).answer();
        consumers.host.advanceMs(9_000);

        assertThat(consumers.heartbeat(alone.memberId(), 1).answer()).isNotNull();
    }

    @Test
    void aGroupKeepsAtMostSoManyOffsets() {
        GroupSettings defaults = GroupSettings.defaults();
        var small = new Consumers(new GroupSettings(
                defaults.client(), defaults.test(), 300_000, 9, 9, 1, 450_000, 4_096, WEEK_MS, 600_000, 10));
        small.commitFromOutside("t", 1).answer();
        small.commitFromOutside("t", 2).answer();

        assertThat(small.commitFromOutside("u", 1).error()).isEqualTo(GroupError.INVALID_COMMIT_OFFSET_SIZE);
        small.group = new GroupKey("lkc-a", "other");
        small.commitFromOutside("u", 1).answer();
    }

    @Test
    void offsetsOfAnEmptyGroupExpireAWeekAfterItsLastMemberLeft() {
        Joined alone = consumers.settleOne();
        consumers.commit(alone.memberId(), 1, "t", 5).answer();
        consumers.leave(alone.memberId());

        consumers.host.advanceMs(WEEK_MS - 1);
        assertThat(consumers.committed("t")).isEqualTo(5);
        consumers.host.advanceMs(600_001);

        assertThat(consumers.committed("t")).isEqualTo(-1);
        assertThat(consumers.describe().error()).isEqualTo(GroupError.GROUP_ID_NOT_FOUND);
        consumers.host.restart();
        assertThat(consumers.listed("lkc-a")).isEmpty();
    }

    @Test
    void offsetsCommittedFromOutsideExpireAWeekAfterTheCommit() {
        consumers.commitFromOutside("t", 5).answer();
        consumers.host.advanceMs(WEEK_MS / 2);
        consumers.commitFromOutside("u", 5).answer();

        consumers.host.advanceMs(WEEK_MS / 2 + 600_000);

        assertThat(consumers.committed("t")).isEqualTo(-1);
        assertThat(consumers.committed("u")).isEqualTo(5);
    }

    @Test
    void offsetsOfTopicsThatMembersReadNeverExpire() {
        consumers.commitFromOutside("read", 5).answer();
        consumers.commitFromOutside("left", 5).answer();
        Joined member = settleReading("read");

        beat(member, Duration.ofDays(8));

        assertThat(consumers.committed("read")).isEqualTo(5);
        assertThat(consumers.committed("left")).isEqualTo(-1);
    }

    @Test
    void onlyAnEmptyGroupCanBeDeleted() {
        Joined alone = consumers.settleOne();
        consumers.commit(alone.memberId(), 1, "t", 5).answer();
        assertThat(consumers.delete().error()).isEqualTo(GroupError.NON_EMPTY_GROUP);
        consumers.leave(alone.memberId());

        consumers.delete().answer();

        assertThat(consumers.delete().error()).isEqualTo(GroupError.GROUP_ID_NOT_FOUND);
        consumers.host.restart();
        assertThat(consumers.committed("t")).isEqualTo(-1);
        assertThat(consumers.describe().error()).isEqualTo(GroupError.GROUP_ID_NOT_FOUND);
    }

    @Test
    void offsetsOfATopicInUseAreNotDeleted() {
        consumers.commitFromOutside("read", 5).answer();
        consumers.commitFromOutside("left", 5).answer();
        settleReading("read");

        assertThat(consumers.deleteOffsets("read").answer())
                .containsExactly(Map.entry(new OffsetKey("read", 0), GroupError.GROUP_SUBSCRIBED_TO_TOPIC));
        assertThat(consumers.deleteOffsets("left").answer()).isEmpty();
        assertThat(consumers.committed("left")).isEqualTo(-1);
        assertThat(consumers.committed("read")).isEqualTo(5);
    }

    @Test
    void aDeletedTopicsOffsetsGoAndThoseOfItsSuccessorStay() {
        consumers.commitFromOutside("gone", 5).answer();
        consumers.commit(NOBODY, -1, new UUID(2, 2), "made anew", 6).answer();

        consumers.host.coordinator().topicDeleted("lkc-a", "gone", TOPIC_ID);
        consumers.host.coordinator().topicDeleted("lkc-a", "made anew", TOPIC_ID);
        consumers.host.coordinator().topicDeleted("lkc-b", "made anew", new UUID(2, 2));

        assertThat(consumers.committed("gone")).isEqualTo(-1);
        assertThat(consumers.committed("made anew")).isEqualTo(6);
    }

    @Test
    void aPurgedClusterLeavesNothingBehindAndOthersAreUntouched() {
        Joined alone = consumers.settleOne();
        consumers.commit(alone.memberId(), 1, "t", 5).answer();
        consumers.group = new GroupKey("lkc-b", "orders");
        consumers.commitFromOutside("t", 9).answer();

        var purged = new Heard<GroupCommand.Accepted>();
        consumers.host.coordinator().clusterPurged("lkc-a", purged);

        assertThat(purged.answer()).isNotNull();
        consumers.host.restart();
        assertThat(consumers.listed("lkc-a")).isEmpty();
        assertThat(consumers.committed("t")).isEqualTo(9);
    }

    @Test
    void whatNobodyHeardTheEndOfIsSweptOnProofOnly() {
        var topic = new TopicImage(
                new UUID(7, 7),
                "lkc-a",
                "made anew",
                (short) 1,
                TreePVector.<PartitionImage>empty(),
                HashTreePMap.empty(),
                false);
        var image = new MetadataImage(
                1,
                HashTreePMap.empty(),
                HashTreePMap.<String, ClusterState>empty()
                        .plus("lkc-a", new ClusterState.Active())
                        .plus("lkc-gone", new ClusterState.Purged()),
                HashTreePMap.singleton("lkc-a", TreePMap.singleton("made anew", topic)),
                HashTreePMap.singleton(topic.id(), topic),
                Bin.EMPTY);
        var late = new Consumers(GroupSettings.defaults(), image);
        late.commitFromOutside("made anew", 5).answer();
        late.commitFromOutside("not in the image", 6).answer();
        late.group = new GroupKey("lkc-gone", "orders");
        late.commitFromOutside("t", 7).answer();

        late.host.advanceMs(600_000);

        assertThat(late.listed("lkc-gone")).isEmpty();
        late.group = Consumers.GROUP;
        assertThat(late.committed("made anew")).isEqualTo(-1);
        assertThat(late.committed("not in the image")).isEqualTo(6);
    }
}
