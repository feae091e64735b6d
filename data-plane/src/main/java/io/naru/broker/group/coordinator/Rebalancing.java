package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.Group.Generation;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupEvent;
import io.naru.broker.group.model.GroupEvent.GroupStored;
import io.naru.broker.group.model.GroupEvent.RebalanceBegan;
import io.naru.broker.group.model.GroupEvent.Roster;
import io.naru.broker.group.model.GroupEvent.Standing;
import io.naru.broker.group.model.GroupEvent.Unseated;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.JoinAnswer.Joined;
import io.naru.broker.group.model.JoinAnswer.Participant;
import io.naru.broker.group.model.Member;
import io.naru.broker.group.model.Phase;
import io.naru.broker.group.model.Phase.Patience;
import io.naru.broker.group.model.Seat;
import java.util.List;
import java.util.Objects;

/// From one generation to the next.
final class Rebalancing {

    /// Somebody joined, or joined again: everybody else has to as well.
    void afterJoin(Draft draft, int initialDelayMs) {
        switch (draft.group().phase()) {
            case Phase.Empty empty -> beginFirst(draft, initialDelayMs);
            case Phase.Completing completing -> begin(draft);
            case Phase.Stable stable -> begin(draft);
            case Phase.Preparing preparing -> completeIfEverybodyJoined(draft);
        }
    }

    /// Somebody is gone: the others share what it had.
    void afterDeparture(Draft draft) {
        switch (draft.group().phase()) {
            case Phase.Empty empty -> {}
            case Phase.Completing completing -> begin(draft);
            case Phase.Stable stable -> begin(draft);
            case Phase.Preparing preparing -> completeIfEverybodyJoined(draft);
        }
    }

    void begin(Draft draft) {
        draft.group().seating().all().stream()
                .filter(seat -> seat.waiting() instanceof Seat.ForSync)
                .forEach(seat -> draft.refuseWaiting(seat, GroupError.REBALANCE_IN_PROGRESS));
        waitForJoins(draft);
        completeIfEverybodyJoined(draft);
    }

    /// A group without members gives others the time to come before its first generation.
    private void beginFirst(Draft draft, int initialDelayMs) {
        if (initialDelayMs == 0) {
            begin(draft);
            return;
        }
        long remainingMs = Math.max(draft.group().rebalanceTimeoutMs() - initialDelayMs, 0);
        draft.add(new RebalanceBegan(
                new Phase.Preparing(draft.nowMs() + initialDelayMs, new Patience(initialDelayMs, remainingMs, false))));
    }

    private void waitForJoins(Draft draft) {
        draft.add(new RebalanceBegan(
                new Phase.Preparing(draft.nowMs() + draft.group().rebalanceTimeoutMs(), Patience.NONE)));
    }

    void completeIfEverybodyJoined(Draft draft) {
        if (draft.group().phase() instanceof Phase.Preparing preparing
                && !preparing.patience().isWaiting()
                && draft.group().hasEverybodyJoined()) {
            complete(draft);
        }
    }

    /// The time for joining is over.
    void joinTimeIsOver(Draft draft, Phase.Preparing preparing) {
        Patience patience = preparing.patience();
        if (patience.isWaiting() && patience.somebodyCame() && patience.remainingMs() > 0) {
            long windowMs = Math.min(patience.windowMs(), patience.remainingMs());
            draft.add(new RebalanceBegan(new Phase.Preparing(
                    draft.nowMs() + windowMs,
                    new Patience(patience.windowMs(), patience.remainingMs() - windowMs, false))));
        } else {
            complete(draft);
        }
    }

    /// Whoever has not joined is out, except static members, who have until their session ends to come back.
    private void complete(Draft draft) {
        for (Seat seat : List.copyOf(draft.group().seating().all())) {
            if (!seat.isJoining() && !seat.member().isStatic()) {
                draft.add(new Unseated(seat.memberId()));
            }
        }
        Group group = draft.group();
        if (group.seating().seats().isEmpty()) {
            int number = group.generation().number() + 1;
            draft.add(new GroupStored(
                    new Roster(
                            number,
                            Standing.EMPTY,
                            group.protocolType(),
                            null,
                            null,
                            draft.moment().wallMs(),
                            List.of()),
                    draft.nowMs()));
        } else if (group.seating().all().stream().noneMatch(Seat::isJoining)) {
            waitForJoins(draft);
        } else {
            beginGeneration(draft);
        }
    }

    /// Written down before anybody hears of it, so that no number is ever given to two generations.
    private void beginGeneration(Draft draft) {
        Group before = draft.group();
        draft.add(new GroupStored(
                new Roster(
                        before.generation().number() + 1,
                        Standing.COMPLETING,
                        before.protocolType(),
                        Objects.requireNonNull(before.votedProtocol(), "members without a common protocol"),
                        chooseLeader(before),
                        draft.moment().wallMs(),
                        before.seating().all().stream()
                                .map(seat -> seat.member().unassigned())
                                .toList()),
                draft.nowMs()));
        for (Seat seat : before.seating().all()) {
            if (seat.waiting() instanceof Seat.ForJoin join) {
                draft.answer(join.reply(), current(draft.group(), seat.memberId()));
            }
        }
    }

    /// The leader stays if it joined; else the first by id that did.
    private static String chooseLeader(Group group) {
        String leader = group.generation().leader();
        Seat seat = leader == null ? null : group.seating().seat(leader);
        if (seat != null && seat.isJoining()) {
            return seat.memberId();
        }
        return group.seating().all().stream()
                .filter(Seat::isJoining)
                .findFirst()
                .orElseThrow()
                .memberId();
    }

    /// What a member is told of the generation as it stands; the leader sees everybody.
    static Joined current(Group group, String memberId) {
        return joined(group, memberId, leaderOf(group), false, group.isLeader(memberId));
    }

    /// What a member is told that must not assign, whether it leads or not.
    static Joined withoutMembers(Group group, String memberId, String leader) {
        return joined(group, memberId, leader, false, false);
    }

    /// What a leader is told that came back under a new id: watch the group, do not assign (KIP-814).
    static Joined skippingAssignment(Group group, String memberId) {
        return joined(group, memberId, leaderOf(group), true, true);
    }

    private static Joined joined(Group group, String memberId, String leader, boolean skip, boolean withMembers) {
        Generation generation = group.generation();
        List<Participant> members = withMembers
                ? group.seating().all().stream()
                        .map(seat -> participant(seat.member(), generation))
                        .toList()
                : List.of();
        return new JoinAnswer.Joined(
                memberId,
                generation.number(),
                Objects.requireNonNullElse(group.protocolType(), ""),
                Objects.requireNonNullElse(generation.protocol(), ""),
                leader,
                skip,
                members);
    }

    private static Participant participant(Member member, Generation generation) {
        return new Participant(
                member.id(), member.instanceId(), member.profile().metadataFor(generation.protocol()));
    }

    static String leaderOf(Group group) {
        return Objects.requireNonNullElse(group.generation().leader(), "");
    }

    /// Takes a member's seat. The caller says what follows from it.
    void expel(Draft draft, Seat seat) {
        draft.refuseWaiting(seat, GroupError.UNKNOWN_MEMBER_ID);
        draft.add(new GroupEvent.Unseated(seat.memberId()));
    }
}
