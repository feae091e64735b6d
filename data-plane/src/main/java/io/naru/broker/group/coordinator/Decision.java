package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupEvent;
import io.naru.broker.group.model.Reply;
import java.util.List;

/// What a command comes to.
///
/// @param after the group once the events are applied
/// @param answers to be given when the events, and all before them, are committed
record Decision(Group after, List<GroupEvent> events, List<Answer<?>> answers) {

    /// Whether a deadline may have come nearer. Hearing of a member, and offsets, put none nearer.
    boolean changedDeadlines() {
        return events.stream().anyMatch(event -> switch (event) {
            case GroupEvent.Heard heard -> false;
            case GroupEvent.OffsetStored stored -> false;
            case GroupEvent.OffsetRemoved removed -> false;
            case GroupEvent.OffsetSetAside aside -> false;
            case GroupEvent.AsideRemoved removed -> false;
            case GroupEvent.GroupRemoved removed -> false;
            case GroupEvent.IdReleased released -> false;
            case GroupEvent.Unseated unseated -> false;
            case GroupEvent.GroupStored stored -> true;
            case GroupEvent.IdReserved reserved -> true;
            case GroupEvent.Seated seated -> true;
            case GroupEvent.Replaced replaced -> true;
            case GroupEvent.RebalanceBegan began -> true;
            case GroupEvent.Resumed resumed -> true;
        });
    }

    record Answer<A>(Reply<A> to, Reply.Outcome<A> outcome) {
        void send() {
            to.send(outcome);
        }
    }
}
