package io.naru.broker.group.model;

import io.naru.broker.group.model.GroupEvent.Durable;
import io.naru.broker.group.model.GroupEvent.Roster;
import io.naru.broker.group.model.GroupEvent.Standing;
import io.naru.broker.group.model.MemberProfile.Protocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The records of `__consumer_offsets`. Keys and values begin with a version byte; a null value removes what the key
/// names. Numbers are big-endian; a string is its length in bytes (int, -1 for null) and UTF-8.
///
/// ```
/// key    = version:1 (1), kind:1, cluster:string, group:string, [kind OFFSET: topic:string, partition:int]
///          [kind ASIDE: topic id:2 x long, partition:int]
/// kind   = 1 GROUP | 2 OFFSET | 3 ASIDE (an offset whose topic is in the bin; its value is that of an OFFSET)
/// OFFSET = version:1 (1), offset:long, leader epoch:int, metadata:string, commit time ms:long, topic id:2 x long
/// GROUP  = version:1 (1), standing:1 (0 empty, 1 completing, 2 stable), generation:int,
///          protocol type, protocol, leader:nullable string, since ms:long, member count:int, members
/// member = id:string, instance:nullable string, client id:string, client host:string, session timeout ms:int,
///          rebalance timeout ms:int, protocol count:int, (name:string, metadata:bytes)..., assignment:bytes
/// ```
///
/// A field is added by a new version; a version or kind that is not known here is refused, since passing over it
/// would lose offsets in silence.
public final class GroupRecords {
    private static final byte VERSION = 1;
    private static final byte GROUP = 1;
    private static final byte OFFSET = 2;
    private static final byte ASIDE = 3;

    private GroupRecords() {}

    /// A record as it goes to the log.
    public record Written(byte[] key, byte @Nullable [] value) {
        public int sizeBytes() {
            return key.length + (value == null ? 0 : value.length);
        }
    }

    /// A record as it comes from the log.
    public record Read(GroupKey group, Durable event) {}

    public static Written write(GroupKey group, Durable event) {
        return switch (event) {
            case GroupEvent.GroupStored stored -> new Written(key(GROUP, group).toBytes(), value(stored.roster()));
            case GroupEvent.GroupRemoved removed ->
                new Written(key(GROUP, group).toBytes(), null);
            case GroupEvent.OffsetStored stored -> new Written(key(group, stored.key()), value(stored.offset()));
            case GroupEvent.OffsetRemoved removed -> new Written(key(group, removed.key()), null);
            case GroupEvent.OffsetSetAside aside -> new Written(key(group, aside.key()), value(aside.offset()));
            case GroupEvent.AsideRemoved removed -> new Written(key(group, removed.key()), null);
        };
    }

    /// What a record of the log says happened.
    ///
    /// @throws IllegalStateException if a newer broker wrote the record
    public static Read read(ByteBuffer keyBytes, @Nullable ByteBuffer valueBytes) {
        var key = new RecordReader(keyBytes);
        requireVersion(key.takeByte());
        byte kind = key.takeByte();
        var group = new GroupKey(key.takeString(), key.takeString());
        return new Read(
                group,
                switch (kind) {
                    case GROUP ->
                        valueBytes == null
                                ? new GroupEvent.GroupRemoved()
                                : new GroupEvent.GroupStored(roster(new RecordReader(valueBytes)), 0);
                    case OFFSET -> {
                        var offsetKey = new OffsetKey(key.takeString(), key.takeInt());
                        yield valueBytes == null
                                ? new GroupEvent.OffsetRemoved(offsetKey)
                                : new GroupEvent.OffsetStored(offsetKey, offset(new RecordReader(valueBytes)));
                    }
                    case ASIDE -> {
                        var asideKey = new AsideKey(new UUID(key.takeLong(), key.takeLong()), key.takeInt());
                        yield valueBytes == null
                                ? new GroupEvent.AsideRemoved(asideKey)
                                : new GroupEvent.OffsetSetAside(asideKey, offset(new RecordReader(valueBytes)));
                    }
                    default -> throw new IllegalStateException("unknown kind " + kind + " of group record");
                });
    }

    private static RecordWriter key(byte kind, GroupKey group) {
        return new RecordWriter()
                .putByte(VERSION)
                .putByte(kind)
                .putString(group.cluster())
                .putString(group.group());
    }

    private static byte[] key(GroupKey group, OffsetKey offset) {
        return key(OFFSET, group)
                .putString(offset.topic())
                .putInt(offset.partition())
                .toBytes();
    }

    private static byte[] key(GroupKey group, AsideKey aside) {
        return key(ASIDE, group)
                .putLong(aside.topicId().getMostSignificantBits())
                .putLong(aside.topicId().getLeastSignificantBits())
                .putInt(aside.partition())
                .toBytes();
    }

    private static byte[] value(StoredOffset offset) {
        return new RecordWriter()
                .putByte(VERSION)
                .putLong(offset.offset())
                .putInt(offset.leaderEpoch())
                .putString(offset.metadata())
                .putLong(offset.commitTimeMs())
                .putLong(offset.topicId().getMostSignificantBits())
                .putLong(offset.topicId().getLeastSignificantBits())
                .toBytes();
    }

    private static StoredOffset offset(RecordReader value) {
        requireVersion(value.takeByte());
        return new StoredOffset(
                value.takeLong(),
                value.takeInt(),
                value.takeString(),
                value.takeLong(),
                new UUID(value.takeLong(), value.takeLong()));
    }

    private static byte[] value(Roster roster) {
        RecordWriter writer = new RecordWriter()
                .putByte(VERSION)
                .putByte(code(roster.standing()))
                .putInt(roster.generation())
                .putString(roster.protocolType())
                .putString(roster.protocol())
                .putString(roster.leader())
                .putLong(roster.sinceMs())
                .putInt(roster.members().size());
        roster.members().forEach(member -> put(writer, member));
        return writer.toBytes();
    }

    private static void put(RecordWriter writer, Member member) {
        MemberProfile profile = member.profile();
        writer.putString(member.id())
                .putString(profile.instanceId())
                .putString(profile.clientId())
                .putString(profile.clientHost())
                .putInt(profile.sessionTimeoutMs())
                .putInt(profile.rebalanceTimeoutMs())
                .putInt(profile.protocols().size());
        for (Protocol protocol : profile.protocols()) {
            writer.putString(protocol.name()).putBytes(protocol.metadata());
        }
        writer.putBytes(member.assignment());
    }

    private static Roster roster(RecordReader value) {
        requireVersion(value.takeByte());
        Standing standing = standing(value.takeByte());
        int generation = value.takeInt();
        String protocolType = value.takeNullableString();
        String protocol = value.takeNullableString();
        String leader = value.takeNullableString();
        long sinceMs = value.takeLong();
        int count = value.takeInt();
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(member(value));
        }
        return new Roster(generation, standing, protocolType, protocol, leader, sinceMs, List.copyOf(members));
    }

    private static Member member(RecordReader value) {
        String id = value.takeString();
        String instanceId = value.takeNullableString();
        String clientId = value.takeString();
        String clientHost = value.takeString();
        int sessionTimeoutMs = value.takeInt();
        int rebalanceTimeoutMs = value.takeInt();
        int count = value.takeInt();
        List<Protocol> protocols = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            protocols.add(new Protocol(value.takeString(), value.takeBytes()));
        }
        var profile = new MemberProfile(
                instanceId, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs, List.copyOf(protocols));
        return new Member(id, profile, value.takeBytes());
    }

    private static int code(Standing standing) {
        return switch (standing) {
            case EMPTY -> 0;
            case COMPLETING -> 1;
            case STABLE -> 2;
        };
    }

    private static Standing standing(byte code) {
        return switch (code) {
            case 0 -> Standing.EMPTY;
            case 1 -> Standing.COMPLETING;
            case 2 -> Standing.STABLE;
            default -> throw new IllegalStateException("unknown standing " + code + " of a group");
        };
    }

    private static void requireVersion(byte version) {
        if (version != VERSION) {
            throw new IllegalStateException("a group record of version " + version
                    + " was written by a newer broker; run that version, or a newer one");
        }
    }
}
