package io.naru.broker.group.coordinator;

import io.naru.broker.group.coordinator.GroupCommand.Join;
import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupEvent.GroupStored;
import io.naru.broker.group.model.GroupEvent.Heard;
import io.naru.broker.group.model.GroupEvent.IdReleased;
import io.naru.broker.group.model.GroupEvent.IdReserved;
import io.naru.broker.group.model.GroupEvent.Replaced;
import io.naru.broker.group.model.GroupEvent.Seated;
import io.naru.broker.group.model.GroupEvent.Standing;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.Member;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.Phase;
import io.naru.broker.group.model.Seat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rules of JoinGroup.
final class Joining {
    private final GroupSettings settings;
    private final Rebalancing rebalancing;

    Joining(GroupSettings settings, Rebalancing rebalancing) {
        this.settings = settings;
        this.rebalancing = rebalancing;
    }

    void join(Draft draft, Join join) {
        GroupError objection = objection(draft, join);
        if (objection == GroupError.GROUP_MAX_SIZE_REACHED) {
            giveUpSeat(draft, join.memberId());
        }
        if (objection != null) {
            draft.refuse(join.reply(), objection);
        } else if (join.memberId().isEmpty()) {
            joinAsNewcomer(draft, join);
        } else if (draft.group().seating().reserved().containsKey(join.memberId())) {
            seat(draft, join.memberId(), join);
        } else {
            joinAgain(draft, join);
        }
    }

    private @Nullable GroupError objection(Draft draft, Join join) {
        Group group = draft.group();
        GroupSettings.JoinTerms terms = join.manner().terms();
        int sessionTimeoutMs = join.profile().sessionTimeoutMs();
        if (join.group().group().isEmpty()) {
            return GroupError.INVALID_GROUP_ID;
        }
        if (sessionTimeoutMs < terms.minSessionTimeoutMs() || sessionTimeoutMs > terms.maxSessionTimeoutMs()) {
            return GroupError.INVALID_SESSION_TIMEOUT;
        }
        if (!group.exists() && !join.memberId().isEmpty()) {
            return GroupError.UNKNOWN_MEMBER_ID;
        }
        boolean tooMany = !Membership.hasRoomFor(group, join.memberId(), settings.maxMembers());
        if (tooMany
                || !profilesFit(group, join)
                || (!group.exists() && draft.moment().clusterIsFull())) {
            return GroupError.GROUP_MAX_SIZE_REACHED;
        }
        return Membership.fits(group, join) ? null : GroupError.INCONSISTENT_GROUP_PROTOCOL;
    }

    private boolean profilesFit(Group group, Join join) {
        long others = group.seating().all().stream()
                .filter(seat -> !seat.memberId().equals(join.memberId()))
                .mapToLong(seat -> seat.member().profile().sizeBytes())
                .sum();
        return others + join.profile().sizeBytes() <= settings.maxGroupBytes();
    }

    /// Kafka takes a member that does not fit any more off the group; the others carry on.
    private void giveUpSeat(Draft draft, String memberId) {
        if (draft.group().seating().reserved().containsKey(memberId)) {
            draft.add(new IdReleased(memberId));
        }
        Seat seat = draft.group().seating().seat(memberId);
        if (seat != null) {
            rebalancing.expel(draft, seat);
            rebalancing.afterDeparture(draft);
        }
    }

    private void joinAsNewcomer(Draft draft, Join join) {
        String instanceId = join.profile().instanceId();
        String holder =
                instanceId == null ? null : draft.group().seating().instances().get(instanceId);
        if (holder != null) {
            replaceStaticMember(draft, holder, join);
        } else if (instanceId == null && join.manner().idFirst()) {
            draft.add(new IdReserved(
                    join.freshMemberId(), draft.nowMs() + join.profile().sessionTimeoutMs()));
            draft.answer(join.reply(), new JoinAnswer.IdGiven(join.freshMemberId()));
        } else {
            seat(draft, join.freshMemberId(), join);
        }
    }

    private void seat(Draft draft, String memberId, Join join) {
        var waiting = new Seat.ForJoin(join.reply(), draft.nowMs(), true);
        var seat = new Seat(Member.unassigned(memberId, join.profile()), 0, false, waiting).heardAt(draft.nowMs());
        draft.add(new Seated(seat, join.protocolType()));
        rebalancing.afterJoin(draft, join.manner().terms().initialRebalanceDelayMs());
    }

    private void joinAgain(Draft draft, Join join) {
        Group group = draft.group();
        var claim = new MemberIdentity(join.memberId(), join.profile().instanceId());
        GroupError objection = Membership.objection(group, claim);
        Seat seat = group.seating().seat(join.memberId());
        if (objection != null || seat == null) {
            draft.refuse(join.reply(), objection == null ? GroupError.UNKNOWN_MEMBER_ID : objection);
            return;
        }
        boolean unchanged = seat.member().profile().hasSameProtocols(join.profile());
        switch (group.phase()) {
            case Phase.Empty empty -> draft.refuse(join.reply(), GroupError.UNKNOWN_MEMBER_ID);
            case Phase.Preparing preparing -> waitForGeneration(draft, seat, join);
            case Phase.Completing completing
            when unchanged -> {
                // It may not have got the first answer; the generation does not change for that.
                draft.add(new Heard(seat.memberId(), draft.nowMs()));
                draft.answer(join.reply(), Rebalancing.current(group, seat.memberId()));
            }
            case Phase.Completing completing -> waitForGeneration(draft, seat, join);
            case Phase.Stable stable
            when unchanged && !group.isLeader(seat.memberId()) -> {
                draft.add(new Heard(seat.memberId(), draft.nowMs()));
                draft.answer(
                        join.reply(), Rebalancing.withoutMembers(group, seat.memberId(), Rebalancing.leaderOf(group)));
            }
            // A leader joins again when what it assigns has changed, such as the topics' partitions.
            case Phase.Stable stable -> waitForGeneration(draft, seat, join);
        }
    }

    private void waitForGeneration(Draft draft, Seat seat, Join join) {
        draft.refuseWaiting(seat, GroupError.REBALANCE_IN_PROGRESS);
        boolean firstTime = seat.waiting() instanceof Seat.ForJoin before && before.firstTime();
        Seat next = seat.with(seat.member().with(join.profile()))
                .waitingFor(new Seat.ForJoin(join.reply(), draft.nowMs(), firstTime))
                .heardAt(draft.nowMs());
        draft.add(new Seated(next, join.protocolType()));
        rebalancing.afterJoin(draft, join.manner().terms().initialRebalanceDelayMs());
    }

    /// A static instance came back without its member id: it gets a new one, and the old one is fenced.
    private void replaceStaticMember(Draft draft, String holder, Join join) {
        Group before = draft.group();
        Seat old = before.seating().require(holder);
        draft.refuseWaiting(old, GroupError.FENCED_INSTANCE_ID);
        var member =
                new Member(join.freshMemberId(), join.profile(), old.member().assignment());
        Seat seat = new Seat(member, 0, true, null).heardAt(draft.nowMs());
        draft.add(new Replaced(holder, seat));
        Group after = draft.group();
        boolean stays = after.phase() instanceof Phase.Stable
                && Objects.equals(after.votedProtocol(), after.generation().protocol());
        if (stays) {
            draft.add(
                    new GroupStored(after.roster(Standing.STABLE, draft.moment().wallMs()), draft.nowMs()));
            draft.answer(join.reply(), welcomeBack(draft.group(), before, seat.memberId(), join));
        } else {
            var waiting = new Seat.ForJoin(join.reply(), draft.nowMs(), false);
            draft.add(new Seated(seat.waitingFor(waiting), join.protocolType()));
            rebalancing.afterJoin(draft, join.manner().terms().initialRebalanceDelayMs());
        }
    }

    /// Nobody has to rebalance. A returning leader that knows of it skips the assignment; one that does not is kept
    /// from assigning by the old leader's name.
    private static JoinAnswer.Joined welcomeBack(Group group, Group before, String memberId, Join join) {
        if (!group.isLeader(memberId)) {
            return Rebalancing.withoutMembers(group, memberId, Rebalancing.leaderOf(group));
        }
        return join.manner().maySkipAssignment()
                ? Rebalancing.skippingAssignment(group, memberId)
                : Rebalancing.withoutMembers(group, memberId, Rebalancing.leaderOf(before));
    }
}
