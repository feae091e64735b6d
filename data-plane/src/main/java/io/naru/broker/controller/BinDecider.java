package io.naru.broker.controller;

import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Decides what comes into the bin and out of it. As pure as [Decider].
record BinDecider(CellState state, Entry entry) {
    private static final String CELL = Principal.CELL.name();

    Decision bin(Command.BinTopic command) {
        if (state.featureLevel() < CellState.LEVEL_OF_THE_BIN) {
            return Decision.refused(
                    Refusal.UNSUPPORTED, "This cell cannot keep deleted topics before all its brokers can.");
        }
        TopicImage topic = state.image().topic(command.cluster(), command.topic());
        if (topic == null) {
            return Decider.unknownTopic();
        }
        Decision refusal = Decider.refuseProtected(topic);
        if (refusal != null) {
            return refusal;
        }
        List<Event> events = new ArrayList<>();
        List<BinnedTopic> oldestFirst = inOrder(command.cluster()).toList();
        int tooMany = oldestFirst.size() + 1 - Math.max(1, command.mostBinned());
        for (int place = 0; place < tooMany; place++) {
            events.add(deleted(oldestFirst.get(place)));
        }
        events.add(new Event.TopicBinned(topic.cluster(), topic.name(), topic.id(), untilMs(command.graceMs())));
        return Decision.of(state, command.principal(), events);
    }

    private long untilMs(long graceMs) {
        return entry.timeMs() > Long.MAX_VALUE - graceMs ? Long.MAX_VALUE : entry.timeMs() + graceMs;
    }

    Decision restore(Command.RestoreTopic command) {
        BinnedTopic binned = state.image().bin().topic(command.cluster(), command.topic());
        if (binned == null || binned.version() != command.binnedVersion()) {
            return notInBin();
        }
        if (state.image().topic(command.cluster(), command.name()) != null) {
            return Decision.refused(
                    Refusal.TOPIC_EXISTS,
                    "Topic '" + command.name() + "' exists by now. Restore the deleted one under another name.");
        }
        Decision refusal =
                new Growth(state).refuse(command.cluster(), 1, binned.topic().partitionCount(), command.limits());
        if (refusal != null) {
            return refusal;
        }
        return Decision.of(
                state,
                command.principal(),
                new Event.TopicRestored(binned.topic().withName(command.name())));
    }

    Decision purge(Command.PurgeBinnedTopic command) {
        BinnedTopic binned = state.image().bin().topic(command.cluster(), command.topic());
        return binned == null || binned.version() != command.binnedVersion()
                ? notInBin()
                : Decision.of(state, command.principal(), deleted(binned));
    }

    Decision expire(Command.ExpireBin command) {
        return Decision.of(
                state,
                CELL,
                inOrder(command.cluster())
                        .filter(binned -> binned.untilMs() <= entry.timeMs())
                        .map(BinDecider::deleted)
                        .toList());
    }

    /// A logical cluster's end is the end of its bin.
    List<Event> empty(String cluster) {
        return inOrder(cluster).map(BinDecider::deleted).toList();
    }

    private Stream<BinnedTopic> inOrder(String cluster) {
        return state.image().bin().of(cluster).values().stream().sorted(Comparator.comparingLong(BinnedTopic::version));
    }

    private static Event deleted(BinnedTopic binned) {
        TopicImage topic = binned.topic();
        return new Event.TopicDeleted(topic.cluster(), topic.name(), topic.id());
    }

    private static Decision notInBin() {
        return Decision.refused(Refusal.NOT_IN_BIN, "The topic is not in the bin any more.");
    }
}
