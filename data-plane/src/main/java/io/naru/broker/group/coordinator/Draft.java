package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupEvent;
import io.naru.broker.group.model.Reply;
import io.naru.broker.group.model.Seat;
import java.util.ArrayList;
import java.util.List;

/// A decision being made: each event shows at once in the group the next rule looks at.
final class Draft {
    private final Moment moment;
    private final List<GroupEvent> events = new ArrayList<>();
    private final List<Decision.Answer<?>> answers = new ArrayList<>();
    private Group group;

    Draft(Group group, Moment moment) {
        this.group = group;
        this.moment = moment;
    }

    Group group() {
        return group;
    }

    Moment moment() {
        return moment;
    }

    long nowMs() {
        return moment.nowMs();
    }

    void add(GroupEvent event) {
        events.add(event);
        group = group.apply(event);
    }

    <A> void answer(Reply<A> to, A answer) {
        answers.add(new Decision.Answer<>(to, new Reply.Done<>(answer)));
    }

    <A> void refuse(Reply<A> to, GroupError error) {
        answers.add(new Decision.Answer<>(to, new Reply.Refused<>(error)));
    }

    /// Tells a member that waits, if it does, that it waits in vain.
    void refuseWaiting(Seat seat, GroupError error) {
        switch (seat.waiting()) {
            case Seat.ForJoin join -> refuse(join.reply(), error);
            case Seat.ForSync sync -> refuse(sync.reply(), error);
            case null -> {}
        }
    }

    Decision decision() {
        return new Decision(group, List.copyOf(events), List.copyOf(answers));
    }
}
