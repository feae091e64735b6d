package io.naru.broker.group.coordinator;

import io.naru.broker.group.coordinator.GroupCommand.Accepted;
import io.naru.broker.group.coordinator.GroupCommand.Departure;
import io.naru.broker.group.coordinator.GroupCommand.Heartbeat;
import io.naru.broker.group.coordinator.GroupCommand.Leave;
import io.naru.broker.group.coordinator.GroupCommand.Sync;
import io.naru.broker.group.coordinator.GroupCommand.Tick;
import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupEvent.GroupStored;
import io.naru.broker.group.model.GroupEvent.Heard;
import io.naru.broker.group.model.GroupEvent.IdReleased;
import io.naru.broker.group.model.GroupEvent.Roster;
import io.naru.broker.group.model.GroupEvent.Seated;
import io.naru.broker.group.model.GroupEvent.Standing;
import io.naru.broker.group.model.Member;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.Phase;
import io.naru.broker.group.model.Seat;
import io.naru.broker.group.model.SyncAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a seated member does and leaves undone: SyncGroup, Heartbeat, LeaveGroup, and deadlines that pass.
final class Attending {
    private static final byte[] NOTHING = {};

    private final GroupSettings settings;
    private final Rebalancing rebalancing;

    Attending(GroupSettings settings, Rebalancing rebalancing) {
        this.settings = settings;
        this.rebalancing = rebalancing;
    }

    void sync(Draft draft, Sync sync) {
        Group group = draft.group();
        GroupError objection = objection(group, sync);
        if (objection != null) {
            draft.refuse(sync.reply(), objection);
            return;
        }
        Seat seat = group.seating().require(sync.member().memberId());
        switch (group.phase()) {
            case Phase.Empty empty -> draft.refuse(sync.reply(), GroupError.UNKNOWN_MEMBER_ID);
            case Phase.Preparing preparing -> draft.refuse(sync.reply(), GroupError.REBALANCE_IN_PROGRESS);
            case Phase.Completing completing -> {
                draft.refuseWaiting(seat, GroupError.REBALANCE_IN_PROGRESS);
                seat(draft, seat.waitingFor(new Seat.ForSync(sync.reply())).heardAt(draft.nowMs()));
                if (group.isLeader(seat.memberId())) {
                    giveOut(draft, sync.assignments());
                }
            }
            case Phase.Stable stable -> {
                seat(draft, seat.withSync().heardAt(draft.nowMs()));
                draft.answer(sync.reply(), assignment(group, seat.member()));
            }
        }
    }

    private @Nullable GroupError objection(Group group, Sync sync) {
        if (sync.group().group().isEmpty()) {
            return GroupError.INVALID_GROUP_ID;
        }
        GroupError objection = Membership.objection(group, sync.member(), sync.generation());
        if (objection != null) {
            return objection;
        }
        if (differs(sync.protocolType(), group.protocolType())
                || differs(sync.protocol(), group.generation().protocol())) {
            return GroupError.INCONSISTENT_GROUP_PROTOCOL;
        }
        long bytes = sync.assignments().values().stream()
                .mapToLong(assignment -> assignment.length)
                .sum();
        return bytes > settings.maxGroupBytes() ? GroupError.GROUP_MAX_SIZE_REACHED : null;
    }

    /// Old versions do not say.
    private static boolean differs(@Nullable String said, @Nullable String known) {
        return said != null && !said.equals(known);
    }

    private static void giveOut(Draft draft, Map<String, byte[]> assignments) {
        Group before = draft.group();
        List<Member> members = before.seating().all().stream()
                .map(seat -> seat.member().assigned(assignments.getOrDefault(seat.memberId(), NOTHING)))
                .toList();
        draft.add(new GroupStored(
                new Roster(
                        before.generation().number(),
                        Standing.STABLE,
                        before.protocolType(),
                        before.generation().protocol(),
                        before.generation().leader(),
                        draft.moment().wallMs(),
                        members),
                draft.nowMs()));
        for (Member member : members) {
            if (before.seating().require(member.id()).waiting() instanceof Seat.ForSync waiting) {
                draft.answer(waiting.reply(), assignment(draft.group(), member));
            }
        }
    }

    private static SyncAnswer assignment(Group group, Member member) {
        return new SyncAnswer(
                Objects.requireNonNullElse(group.protocolType(), ""),
                Objects.requireNonNullElse(group.generation().protocol(), ""),
                member.assignment());
    }

    void heartbeat(Draft draft, Heartbeat heartbeat) {
        Group group = draft.group();
        GroupError objection = heartbeat.group().group().isEmpty()
                ? GroupError.INVALID_GROUP_ID
                : Membership.objection(group, heartbeat.member(), heartbeat.generation());
        if (objection != null) {
            draft.refuse(heartbeat.reply(), objection);
            return;
        }
        draft.add(new Heard(heartbeat.member().memberId(), draft.nowMs()));
        switch (group.phase()) {
            case Phase.Empty empty -> draft.refuse(heartbeat.reply(), GroupError.UNKNOWN_MEMBER_ID);
            case Phase.Preparing preparing -> draft.refuse(heartbeat.reply(), GroupError.REBALANCE_IN_PROGRESS);
            case Phase.Completing completing -> draft.answer(heartbeat.reply(), new Accepted());
            case Phase.Stable stable -> draft.answer(heartbeat.reply(), new Accepted());
        }
    }

    void leave(Draft draft, Leave leave) {
        if (leave.group().group().isEmpty()) {
            draft.refuse(leave.reply(), GroupError.INVALID_GROUP_ID);
        } else if (!draft.group().exists()) {
            draft.refuse(leave.reply(), GroupError.UNKNOWN_MEMBER_ID);
        } else {
            List<Departure> departures = new ArrayList<>();
            for (MemberIdentity member : leave.members()) {
                departures.add(new Departure(member, depart(draft, member)));
            }
            if (departures.stream().anyMatch(departure -> departure.error() == null)) {
                rebalancing.afterDeparture(draft);
            }
            draft.answer(leave.reply(), List.copyOf(departures));
        }
    }

    /// An operator may name a static member by its instance alone.
    private @Nullable GroupError depart(Draft draft, MemberIdentity member) {
        Group group = draft.group();
        if (group.seating().reserved().containsKey(member.memberId())) {
            draft.add(new IdReleased(member.memberId()));
            return null;
        }
        String holder = member.memberId().isEmpty() && member.instanceId() != null
                ? group.seating().instances().get(member.instanceId())
                : member.memberId();
        if (holder == null) {
            return GroupError.UNKNOWN_MEMBER_ID;
        }
        GroupError objection = Membership.objection(group, new MemberIdentity(holder, member.instanceId()));
        if (objection == null) {
            rebalancing.expel(draft, group.seating().require(holder));
        }
        return objection;
    }

    void tick(Draft draft, Tick tick) {
        boolean idsWereReleased = releaseIds(draft);
        boolean somebodyIsLost = expelTheLost(draft, tick);
        if (somebodyIsLost) {
            rebalancing.afterDeparture(draft);
        } else if (idsWereReleased) {
            rebalancing.completeIfEverybodyJoined(draft);
        }
        if (draft.group().phase() instanceof Phase.Preparing preparing && preparing.deadlineMs() <= draft.nowMs()) {
            rebalancing.joinTimeIsOver(draft, preparing);
        }
    }

    private static boolean releaseIds(Draft draft) {
        boolean released = false;
        for (Map.Entry<String, Long> id : draft.group().seating().reserved().entrySet()) {
            if (id.getValue() <= draft.nowMs()) {
                draft.add(new IdReleased(id.getKey()));
                released = true;
            }
        }
        return released;
    }

    private boolean expelTheLost(Draft draft, Tick tick) {
        boolean expelled = false;
        for (Seat seat : List.copyOf(draft.group().seating().all())) {
            if (missedTheSync(draft, seat) || (seat.deadlineMs() <= draft.nowMs() && isLost(draft, seat, tick))) {
                rebalancing.expel(draft, seat);
                expelled = true;
            } else if (seat.deadlineMs() <= draft.nowMs()) {
                draft.add(new Heard(seat.memberId(), draft.nowMs()));
            }
        }
        return expelled;
    }

    /// Who waits for an answer cannot send heartbeats, and is fine as long as its connection is; but the request that
    /// nobody knows the member of may be one of many that a client gave up.
    private boolean isLost(Draft draft, Seat seat, Tick tick) {
        return switch (seat.waiting()) {
            case Seat.ForJoin join ->
                tick.gone().contains(seat.memberId())
                        || (join.firstTime() && join.sinceMs() + settings.newMemberJoinTimeoutMs() <= draft.nowMs());
            case Seat.ForSync sync -> tick.gone().contains(seat.memberId());
            case null -> true;
        };
    }

    private static boolean missedTheSync(Draft draft, Seat seat) {
        return switch (draft.group().phase()) {
            case Phase.Empty empty -> false;
            case Phase.Preparing preparing -> false;
            case Phase.Completing completing -> !seat.synced() && completing.syncByMs() <= draft.nowMs();
            case Phase.Stable stable -> !seat.synced() && stable.syncByMs() <= draft.nowMs();
        };
    }

    private static void seat(Draft draft, Seat seat) {
        draft.add(new Seated(seat, Objects.requireNonNullElse(draft.group().protocolType(), "")));
    }
}
