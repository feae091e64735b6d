package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.MemberProfile;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.group.model.SyncAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What can be asked of one group.
public sealed interface GroupCommand {
    GroupKey group();

    /// Something a client waits for.
    sealed interface Asked extends GroupCommand {
        Reply<?> reply();
    }

    /// Something the coordinator does by itself.
    sealed interface Chore extends GroupCommand {}

    /// JoinGroup.
    ///
    /// @param memberId empty for a newcomer
    /// @param freshMemberId the id that a newcomer will have
    record Join(
            GroupKey group,
            String memberId,
            String freshMemberId,
            String protocolType,
            MemberProfile profile,
            JoinManner manner,
            Reply<JoinAnswer> reply)
            implements Asked {}

    /// What depends on the listener and on the request's version.
    ///
    /// @param idFirst a dynamic newcomer is given an id and has to join again with it (v4, KIP-394)
    /// @param maySkipAssignment the caller knows that a leader need not assign (v9, KIP-814)
    record JoinManner(GroupSettings.JoinTerms terms, boolean idFirst, boolean maySkipAssignment) {}

    /// SyncGroup.
    ///
    /// @param assignments by member id; looked at only if the leader sends them
    record Sync(
            GroupKey group,
            MemberIdentity member,
            int generation,
            @Nullable String protocolType,
            @Nullable String protocol,
            Map<String, byte[]> assignments,
            Reply<SyncAnswer> reply)
            implements Asked {}

    record Heartbeat(GroupKey group, MemberIdentity member, int generation, Reply<Accepted> reply) implements Asked {}

    record Leave(GroupKey group, List<MemberIdentity> members, Reply<List<Departure>> reply) implements Asked {}

    /// OffsetCommit.
    ///
    /// @param generation -1 for a commit from outside the group
    /// @param unknownGroup the error for a generation of a group that does not exist
    record CommitOffsets(
            GroupKey group,
            MemberIdentity member,
            int generation,
            GroupError unknownGroup,
            List<OffsetCommit> offsets,
            Reply<Accepted> reply)
            implements Asked {}

    record DeleteGroup(GroupKey group, Reply<Accepted> reply) implements Asked {}

    record DeleteOffsets(GroupKey group, List<OffsetKey> offsets, Reply<Map<OffsetKey, GroupError>> reply)
            implements Asked {}

    /// A deadline has passed.
    ///
    /// @param gone members that wait for an answer on a connection that is closed
    record Tick(GroupKey group, Set<String> gone) implements Chore {}

    /// The coordinator came up.
    record Resume(GroupKey group) implements Chore {}

    /// Time for old offsets, and for a group nobody needs, to go.
    ///
    /// @param dead offsets of topics that are known not to exist any more
    /// @param lost whether neither the topics nor the bin know a topic
    record Sweep(GroupKey group, BiPredicate<OffsetKey, StoredOffset> dead, Predicate<UUID> lost) implements Chore {}

    record ForgetTopic(GroupKey group, String topic, UUID topicId) implements Chore {}

    /// Topics may have gone to the bin, or come back from it: each offset is to be where its topic is.
    ///
    /// @param nameOf the name of a topic that is there; null for one that is not
    record FollowBin(GroupKey group, Function<UUID, @Nullable String> nameOf) implements Chore {}

    /// The logical cluster is gone, and with it all of its groups.
    record Purge(GroupKey group) implements Chore {}

    /// A yes without anything to add.
    record Accepted() {}

    record OffsetCommit(OffsetKey key, long offset, int leaderEpoch, String metadata, UUID topicId) {}

    /// What came of one member's leaving.
    ///
    /// @param error null if the member has left
    record Departure(MemberIdentity member, @Nullable GroupError error) {}
}
