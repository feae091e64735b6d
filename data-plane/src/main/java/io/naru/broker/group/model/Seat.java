package io.naru.broker.group.model;

import org.jspecify.annotations.Nullable;

/// A member's place in the group, with what is known of it only while this broker coordinates.
///
/// @param deadlineMs on the monotonic clock: unless heard of by then, the member is taken for lost
/// @param synced whether it fetched this generation's assignment, or is waiting for it
/// @param waiting what the member is waiting for, if anything
public record Seat(
        Member member,
        long deadlineMs,
        boolean synced,
        @Nullable Waiting waiting) {

    public sealed interface Waiting {
        boolean isOpen();
    }

    /// Waits for the next generation.
    ///
    /// @param firstTime the member has never been answered a join: nobody but this request knows of it
    public record ForJoin(Reply<JoinAnswer> reply, long sinceMs, boolean firstTime) implements Waiting {
        @Override
        public boolean isOpen() {
            return reply.isOpen();
        }
    }

    public record ForSync(Reply<SyncAnswer> reply) implements Waiting {
        @Override
        public boolean isOpen() {
            return reply.isOpen();
        }
    }

    public String memberId() {
        return member.id();
    }

    public boolean isJoining() {
        return waiting instanceof ForJoin;
    }

    public Seat heardAt(long nowMs) {
        return new Seat(member, nowMs + member.profile().sessionTimeoutMs(), synced, waiting);
    }

    public Seat waitingFor(Waiting reply) {
        return new Seat(member, deadlineMs, reply instanceof ForSync || synced, reply);
    }

    public Seat notWaiting() {
        return waiting == null ? this : new Seat(member, deadlineMs, synced, null);
    }

    public Seat with(Member newMember) {
        return new Seat(newMember, deadlineMs, synced, waiting);
    }

    public Seat withSync() {
        return synced ? this : new Seat(member, deadlineMs, true, waiting);
    }

    Seat withoutSync() {
        return synced ? new Seat(member, deadlineMs, false, waiting) : this;
    }
}
