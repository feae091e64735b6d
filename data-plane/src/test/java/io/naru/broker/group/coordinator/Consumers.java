package io.naru.broker.group.coordinator;

import io.naru.broker.group.coordinator.GroupCommand.Accepted;
import io.naru.broker.group.coordinator.GroupCommand.Departure;
import io.naru.broker.group.coordinator.GroupCommand.JoinManner;
import io.naru.broker.group.coordinator.GroupCommand.OffsetCommit;
import io.naru.broker.group.coordinator.GroupSettings.JoinTerms;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.JoinAnswer.Joined;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.MemberProfile;
import io.naru.broker.group.model.MemberProfile.Protocol;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.group.model.SyncAnswer;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Consumers of one group, in the words of its tests. Unless told otherwise they are consumers of the protocol `range`
/// with a session of 10 s and a rebalance time-out of 60 s, and no initial delay.
final class Consumers {
    static final JoinTerms AT_ONCE = new JoinTerms(6_000, 1_800_000, 0);
    static final UUID TOPIC_ID = new UUID(1, 1);
    static final GroupKey GROUP = new GroupKey("lkc-a", "orders");

    final SteppedHost host;
    GroupKey group = GROUP;
    private int ids;

    Consumers() {
        this(GroupSettings.defaults());
    }

    Consumers(GroupSettings settings) {
        this(settings, MetadataImage.EMPTY);
    }

    Consumers(GroupSettings settings, MetadataImage image) {
        this(settings, () -> image);
    }

    /// @param metadata as it is when it is asked for
    Consumers(GroupSettings settings, Metadata metadata) {
        this.host = new SteppedHost(settings, metadata);
    }

    static MemberProfile profile(@Nullable String instanceId, Protocol... protocols) {
        return new MemberProfile(instanceId, "app", "/10.0.0.1", 10_000, 60_000, List.of(protocols));
    }

    static Protocol protocol(String name, String metadata) {
        return new Protocol(name, bytes(metadata));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Heard<JoinAnswer> join(String memberId) {
        return join(memberId, profile(null, protocol("range", "m")));
    }

    Heard<JoinAnswer> join(String memberId, MemberProfile profile) {
        return join(memberId, profile, AT_ONCE);
    }

    Heard<JoinAnswer> join(String memberId, MemberProfile profile, JoinTerms terms) {
        return join(memberId, "consumer", profile, new JoinManner(terms, false, true));
    }

    Heard<JoinAnswer> join(String memberId, String protocolType, MemberProfile profile, JoinManner manner) {
        var heard = new Heard<JoinAnswer>();
        host.coordinator()
                .submit(new GroupCommand.Join(group, memberId, "m-" + ++ids, protocolType, profile, manner, heard));
        return heard;
    }

    Heard<SyncAnswer> sync(String memberId, int generation, Map<String, String> assignments) {
        return sync(new MemberIdentity(memberId, null), generation, assignments);
    }

    Heard<SyncAnswer> sync(MemberIdentity member, int generation, Map<String, String> assignments) {
        return sync(member, generation, null, null, assignments);
    }

    Heard<SyncAnswer> sync(
            MemberIdentity member,
            int generation,
            @Nullable String type,
            @Nullable String protocol,
            Map<String, String> assignments) {
        var heard = new Heard<SyncAnswer>();
        Map<String, byte[]> bytes = new HashMap<>();
        assignments.forEach((id, assignment) -> bytes.put(id, bytes(assignment)));
        host.coordinator().submit(new GroupCommand.Sync(group, member, generation, type, protocol, bytes, heard));
        return heard;
    }

    Heard<Accepted> heartbeat(String memberId, int generation) {
        return heartbeat(new MemberIdentity(memberId, null), generation);
    }

    Heard<Accepted> heartbeat(MemberIdentity member, int generation) {
        var heard = new Heard<Accepted>();
        host.coordinator().submit(new GroupCommand.Heartbeat(group, member, generation, heard));
        return heard;
    }

    Heard<List<Departure>> leave(MemberIdentity... members) {
        var heard = new Heard<List<Departure>>();
        host.coordinator().submit(new GroupCommand.Leave(group, List.of(members), heard));
        return heard;
    }

    Heard<List<Departure>> leave(String memberId) {
        return leave(new MemberIdentity(memberId, null));
    }

    Heard<Accepted> commit(String memberId, int generation, String topic, long offset) {
        return commit(new MemberIdentity(memberId, null), generation, TOPIC_ID, topic, offset);
    }

    Heard<Accepted> commitFromOutside(String topic, long offset) {
        return commit("", -1, topic, offset);
    }

    Heard<Accepted> commit(MemberIdentity member, int generation, UUID topicId, String topic, long offset) {
        var heard = new Heard<Accepted>();
        var commit = new OffsetCommit(new OffsetKey(topic, 0), offset, 3, "note", topicId);
        host.coordinator()
                .submit(new GroupCommand.CommitOffsets(
                        group, member, generation, GroupError.ILLEGAL_GENERATION, List.of(commit), heard));
        return heard;
    }

    Heard<Accepted> delete() {
        var heard = new Heard<Accepted>();
        host.coordinator().submit(new GroupCommand.DeleteGroup(group, heard));
        return heard;
    }

    Heard<Map<OffsetKey, GroupError>> deleteOffsets(String topic) {
        var heard = new Heard<Map<OffsetKey, GroupError>>();
        host.coordinator().submit(new GroupCommand.DeleteOffsets(group, List.of(new OffsetKey(topic, 0)), heard));
        return heard;
    }

    Heard<Map<OffsetKey, StoredOffset>> fetch() {
        var heard = new Heard<Map<OffsetKey, StoredOffset>>();
        host.coordinator().fetchOffsets(group, heard);
        return heard;
    }

    /// The committed offset, or -1.
    long committed(String topic) {
        StoredOffset offset = fetch().answer().get(new OffsetKey(topic, 0));
        return offset == null ? -1 : offset.offset();
    }

    Heard<GroupListing> describe() {
        var heard = new Heard<GroupListing>();
        host.coordinator().describe(group, heard);
        return heard;
    }

    String state() {
        return describe().answer().state();
    }

    List<String> listed(String cluster) {
        var heard = new Heard<List<GroupListing>>();
        host.coordinator().list(cluster, heard);
        return heard.answer().stream().map(GroupListing::group).toList();
    }

    static Joined joined(Heard<JoinAnswer> heard) {
        return switch (heard.answer()) {
            case Joined joined -> joined;
            case JoinAnswer.IdGiven given -> throw new AssertionError("only an id: " + given);
        };
    }

    static String idGiven(Heard<JoinAnswer> heard) {
        return switch (heard.answer()) {
            case JoinAnswer.IdGiven given -> given.memberId();
            case Joined joined -> throw new AssertionError("joined: " + joined);
        };
    }

    /// A settled group of one: the member `m-1`, in generation 1, with the assignment `all`.
    Joined settleOne() {
        Joined alone = joined(join(""));
        sync(alone.memberId(), alone.generation(), Map.of(alone.memberId(), "all"))
                .answer();
        return alone;
    }

    /// A settled group of two, in generation 2, led by the first.
    Joined settleTwo() {
        Joined first = settleOne();
        Heard<JoinAnswer> second = join("");
        Joined leader = joined(join(first.memberId()));
        String other = joined(second).memberId();
        sync(leader.memberId(), leader.generation(), Map.of(leader.memberId(), "a", other, "b"))
                .answer();
        sync(other, leader.generation(), Map.of()).answer();
        return leader;
    }
}
