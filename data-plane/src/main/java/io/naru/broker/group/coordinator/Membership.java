package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.Phase;
import io.naru.broker.group.model.Seat;
import org.jspecify.annotations.Nullable;

/// Who may speak for which seat.
final class Membership {
    private Membership() {}

    /// Why the caller is not the member it says it is; null if it is.
    static @Nullable GroupError objection(Group group, MemberIdentity claim) {
        if (claim.instanceId() != null) {
            String holder = group.seating().instances().get(claim.instanceId());
            if (holder == null) {
                return GroupError.UNKNOWN_MEMBER_ID;
            }
            return holder.equals(claim.memberId()) ? null : GroupError.FENCED_INSTANCE_ID;
        }
        return group.seating().seat(claim.memberId()) == null ? GroupError.UNKNOWN_MEMBER_ID : null;
    }

    static @Nullable GroupError objection(Group group, MemberIdentity claim, int generation) {
        GroupError objection = objection(group, claim);
        if (objection != null) {
            return objection;
        }
        return generation == group.generation().number() ? null : GroupError.ILLEGAL_GENERATION;
    }

    /// Whether the group may have this member. While everybody joins anew, those count who already have: the seats
    /// of the generation before are given up if their members do not come in time.
    static boolean hasRoomFor(Group group, String memberId, int maxMembers) {
        Seat seat = group.seating().seat(memberId);
        return switch (group.phase()) {
            case Phase.Empty empty ->
                group.seating().reserved().size() < maxMembers
                        || group.seating().reserved().containsKey(memberId);
            case Phase.Preparing preparing ->
                (seat != null && seat.isJoining())
                        || (joining(group) < maxMembers && idsGiven(group, memberId) < maxMembers);
            case Phase.Completing completing -> seat != null || takenBut(group, memberId) < maxMembers;
            case Phase.Stable stable -> seat != null || takenBut(group, memberId) < maxMembers;
        };
    }

    private static long joining(Group group) {
        return group.seating().all().stream().filter(Seat::isJoining).count();
    }

    private static int takenBut(Group group, String memberId) {
        return Math.max(group.seating().seats().size(), idsGiven(group, memberId));
    }

    private static int idsGiven(Group group, String memberId) {
        int given = group.seating().reserved().size();
        return group.seating().reserved().containsKey(memberId) ? given - 1 : given;
    }

    /// Whether the caller does what the group does, in a way that everybody in it knows.
    static boolean fits(Group group, GroupCommand.Join join) {
        if (join.protocolType().isEmpty() || join.profile().protocols().isEmpty()) {
            return false;
        }
        if (group.seating().seats().isEmpty()) {
            return true;
        }
        return join.protocolType().equals(group.protocolType())
                && group.commonProtocols().stream().anyMatch(join.profile()::supports);
    }
}
