package io.naru.broker.group.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happened to a group.
public sealed interface GroupEvent {

    /// Written to the group's partition, and all that is left of it after a restart.
    sealed interface Durable extends GroupEvent {}

    /// Forgotten with the coordinator: members find out by their next request and join again.
    sealed interface Passing extends GroupEvent {}

    /// The group's members as they are from now on.
    ///
    /// @param atMs on the monotonic clock, for new deadlines; 0 when replayed
    record GroupStored(Roster roster, long atMs) implements Durable {}

    record GroupRemoved() implements Durable {}

    record OffsetStored(OffsetKey key, StoredOffset offset) implements Durable {}

    record OffsetRemoved(OffsetKey key) implements Durable {}

    /// An offset waits for its topic to come back from the bin.
    record OffsetSetAside(AsideKey key, StoredOffset offset) implements Durable {}

    /// An offset waits no longer.
    record AsideRemoved(AsideKey key) implements Durable {}

    record IdReserved(String memberId, long untilMs) implements Passing {}

    record IdReleased(String memberId) implements Passing {}

    /// A member came, or changed.
    record Seated(Seat seat, String protocolType) implements Passing {}

    record Unseated(String memberId) implements Passing {}

    /// A static instance came back under a new member id; the old one is fenced.
    record Replaced(String oldMemberId, Seat seat) implements Passing {}

    record Heard(String memberId, long atMs) implements Passing {}

    /// Everybody is asked to join (again) until a deadline, or the deadline moves.
    record RebalanceBegan(Phase.Preparing phase) implements Passing {}

    /// The coordinator came up with this group; all deadlines begin now.
    record Resumed(long atMs) implements Passing {}

    /// A generation with its members.
    ///
    /// @param standing [Standing#COMPLETING] until the assignment is there
    /// @param sinceMs on the wall clock
    record Roster(
            int generation,
            Standing standing,
            @Nullable String protocolType,
            @Nullable String protocol,
            @Nullable String leader,
            long sinceMs,
            List<Member> members) {}

    enum Standing {
        EMPTY,
        COMPLETING,
        STABLE
    }
}
