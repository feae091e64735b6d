package io.naru.broker.group.model;

import io.naru.broker.group.model.GroupEvent.Roster;
import io.naru.broker.group.model.GroupEvent.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// A classic consumer group. Immutable; [#apply] gives the next one.
///
/// @param protocolType what its members call what they do (`consumer`, `connect`); null for a group that only keeps
///     offsets
/// @param aside offsets of topics that are in the bin; nobody is told of them
/// @param recorded whether a record of its members is in the log, which its removal has to erase
public record Group(
        GroupKey key,
        @Nullable String protocolType,
        Generation generation,
        Phase phase,
        Seating seating,
        PMap<OffsetKey, StoredOffset> offsets,
        PMap<AsideKey, StoredOffset> aside,
        boolean recorded) {

    /// The outcome of the last rebalance.
    ///
    /// @param number grows by one with each rebalance; 0 before the first
    public record Generation(
            int number, @Nullable String protocol, @Nullable String leader) {}

    /// A group nobody has heard of yet.
    public static Group unknown(GroupKey key) {
        return new Group(
                key,
                null,
                new Generation(0, null, null),
                new Phase.Empty(0),
                Seating.NOBODY,
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                false);
    }

    /// Whether there is anything to know of this group; if not, it is dead.
    public boolean exists() {
        return recorded
                || !offsets.isEmpty()
                || !aside.isEmpty()
                || !seating.seats().isEmpty()
                || !seating.reserved().isEmpty();
    }

    public boolean isEmpty() {
        return phase instanceof Phase.Empty;
    }

    public boolean isLeader(String memberId) {
        return memberId.equals(generation.leader());
    }

    public boolean hasEverybodyJoined() {
        return seating.reserved().isEmpty() && seating.all().stream().allMatch(Seat::isJoining);
    }

    /// How long a rebalance waits: for the most patient member.
    public int rebalanceTimeoutMs() {
        return seating.all().stream()
                .mapToInt(seat -> seat.member().profile().rebalanceTimeoutMs())
                .max()
                .orElse(0);
    }

    /// The protocols that everybody in the group knows.
    public Set<String> commonProtocols() {
        Set<String> common = null;
        for (Seat seat : seating.all()) {
            Set<String> names = seat.member().profile().protocolNames();
            if (common == null) {
                common = new HashSet<>(names);
            } else {
                common.retainAll(names);
            }
        }
        return common == null ? Set.of() : common;
    }

    /// The common protocol with the most votes; a tie goes to the first by name, so that it is the same every time.
    public @Nullable String votedProtocol() {
        Set<String> candidates = commonProtocols();
        Map<String, Integer> votes = new HashMap<>();
        for (Seat seat : seating.all()) {
            String vote = seat.member().profile().vote(candidates);
            if (vote != null) {
                votes.merge(vote, 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /// When the group has to be looked at again, on the monotonic clock; [Long#MAX_VALUE] for never.
    public long nextDeadlineMs() {
        long next = switch (phase) {
            case Phase.Empty empty -> Long.MAX_VALUE;
            case Phase.Preparing preparing -> preparing.deadlineMs();
            case Phase.Completing completing -> completing.syncByMs();
            case Phase.Stable stable -> Long.MAX_VALUE;
        };
        for (Seat seat : seating.all()) {
            next = Math.min(next, seat.deadlineMs());
            if (!seat.synced() && phase instanceof Phase.Stable stable) {
                next = Math.min(next, stable.syncByMs());
            }
        }
        for (long untilMs : seating.reserved().values()) {
            next = Math.min(next, untilMs);
        }
        return next;
    }

    /// What has to be remembered of its members.
    public Roster roster(Standing standing, long sinceMs) {
        return new Roster(
                generation.number(),
                standing,
                protocolType,
                generation.protocol(),
                generation.leader(),
                sinceMs,
                seating.all().stream().map(Seat::member).toList());
    }

    /// The group after the event. Total: whatever is in the log can be applied.
    public Group apply(GroupEvent event) {
        return switch (event) {
            case GroupEvent.GroupStored stored -> take(stored.roster(), stored.atMs());
            case GroupEvent.GroupRemoved removed -> unknown(key).with(offsets).setAside(aside);
            case GroupEvent.OffsetStored stored -> with(offsets.plus(stored.key(), stored.offset()));
            case GroupEvent.OffsetRemoved removed -> with(offsets.minus(removed.key()));
            case GroupEvent.OffsetSetAside it -> setAside(aside.plus(it.key(), it.offset()));
            case GroupEvent.AsideRemoved removed -> setAside(aside.minus(removed.key()));
            case GroupEvent.IdReserved reserved -> with(seating.reserve(reserved.memberId(), reserved.untilMs()));
            case GroupEvent.IdReleased released -> with(seating.release(released.memberId()));
            case GroupEvent.Seated seated -> seat(seated.seat(), seated.protocolType());
            case GroupEvent.Unseated unseated -> with(seating.without(unseated.memberId()));
            case GroupEvent.Replaced replaced -> replace(replaced.oldMemberId(), replaced.seat());
            case GroupEvent.Heard heard -> hear(heard.memberId(), heard.atMs());
            case GroupEvent.RebalanceBegan began -> prepare(began.phase());
            case GroupEvent.Resumed resumed -> resume(resumed.atMs());
        };
    }

    private Group take(Roster roster, long atMs) {
        Seating next = new Seating(Seating.NOBODY.seats(), Seating.NOBODY.instances(), seating.reserved());
        for (Member member : roster.members()) {
            next = next.with(seatAfter(roster.standing(), member, atMs));
        }
        var group = new Group(
                key,
                roster.protocolType(),
                new Generation(roster.generation(), roster.protocol(), roster.leader()),
                phase,
                next,
                offsets,
                aside,
                true);
        return group.with(
                switch (roster.standing()) {
                    case EMPTY -> new Phase.Empty(roster.sinceMs());
                    case COMPLETING -> new Phase.Completing(atMs + group.rebalanceTimeoutMs());
                    case STABLE ->
                        phase instanceof Phase.Completing completing
                                ? new Phase.Stable(completing.syncByMs())
                                : phase instanceof Phase.Stable stable ? stable : new Phase.Stable(Long.MAX_VALUE);
                });
    }

    /// Whoever was waiting is answered by the event, and from then on has its session's time to be heard of again.
    private Seat seatAfter(Standing standing, Member member, long atMs) {
        Seat before = seating.seat(member.id());
        boolean begins = standing == Standing.COMPLETING;
        if (before == null) {
            return new Seat(member, 0, !begins, null).heardAt(atMs);
        }
        Seat after = before.with(member).notWaiting();
        if (begins) {
            return after.withoutSync().heardAt(atMs);
        }
        return before.waiting() == null ? after : after.heardAt(atMs);
    }

    private Group seat(Seat seat, String type) {
        boolean isNew = seating.seat(seat.memberId()) == null;
        Phase next = isNew && phase instanceof Phase.Preparing preparing
                ? new Phase.Preparing(
                        preparing.deadlineMs(), preparing.patience().afterSomebodyCame())
                : phase;
        String nextType = seating.seats().isEmpty() ? type : protocolType;
        return new Group(key, nextType, generation, next, seating.with(seat), offsets, aside, recorded);
    }

    private Group replace(String oldMemberId, Seat seat) {
        Generation next = isLeader(oldMemberId)
                ? new Generation(generation.number(), generation.protocol(), seat.memberId())
                : generation;
        Seating nextSeating = seating.without(oldMemberId).with(seat);
        return new Group(key, protocolType, next, phase, nextSeating, offsets, aside, recorded);
    }

    private Group hear(String memberId, long atMs) {
        Seat seat = seating.seat(memberId);
        return seat == null ? this : with(seating.with(seat.heardAt(atMs)));
    }

    private Group prepare(Phase.Preparing next) {
        Seating standing = seating;
        for (Seat seat : List.copyOf(seating.all())) {
            if (seat.waiting() instanceof Seat.ForSync) {
                standing = standing.with(seat.notWaiting());
            }
        }
        return with(standing).with(next);
    }

    /// Who had fetched the assignment is not written down; a member that had not will find its session unanswered.
    private Group resume(long atMs) {
        boolean completing = phase instanceof Phase.Completing;
        Seating next = seating;
        for (Seat seat : List.copyOf(seating.all())) {
            Seat awake = seat.heardAt(atMs);
            next = next.with(completing ? awake.withoutSync() : awake.withSync());
        }
        Phase nextPhase = switch (phase) {
            case Phase.Completing old -> new Phase.Completing(atMs + rebalanceTimeoutMs());
            case Phase.Stable old -> new Phase.Stable(Long.MAX_VALUE);
            case Phase.Empty old -> old;
            case Phase.Preparing old -> old;
        };
        return with(next).with(nextPhase);
    }

    private Group with(Phase next) {
        return new Group(key, protocolType, generation, next, seating, offsets, aside, recorded);
    }

    private Group with(Seating next) {
        return new Group(key, protocolType, generation, phase, next, offsets, aside, recorded);
    }

    private Group with(PMap<OffsetKey, StoredOffset> next) {
        return new Group(key, protocolType, generation, phase, seating, next, aside, recorded);
    }

    private Group setAside(PMap<AsideKey, StoredOffset> next) {
        return new Group(key, protocolType, generation, phase, seating, offsets, next, recorded);
    }
}
