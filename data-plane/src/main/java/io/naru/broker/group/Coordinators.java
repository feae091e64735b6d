package io.naru.broker.group;

import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.coordinator.GroupCoordinator;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.partition.PartitionId;
import io.naru.broker.partition.Residents;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The way to the coordinators, from any thread.
final class Coordinators {
    private final GroupPlacement placement;
    private final Residents residents;

    Coordinators(GroupPlacement placement, Residents residents) {
        this.placement = placement;
        this.residents = residents;
    }

    /// Has the command's group's coordinator answer it.
    void submit(GroupCommand.Asked command) {
        ask(command.group(), command.reply(), (coordinator, reply) -> coordinator.submit(command));
    }

    /// Asks the group's coordinator; the reply is answered in any case.
    <A> void ask(GroupKey group, Reply<A> reply, BiConsumer<GroupCoordinator, Reply<A>> question) {
        PartitionId partition = placement.partitionOf(group);
        if (partition == null) {
            reply.send(new Reply.Refused<>(GroupError.COORDINATOR_NOT_AVAILABLE));
        } else {
            ask(partition, reply, question);
        }
    }

    /// Asks the coordinators of all partitions, wherever they are.
    <A> void askAll(Reply<List<Reply.Outcome<A>>> reply, BiConsumer<GroupCoordinator, Reply<A>> question) {
        List<PartitionId> partitions = placement.all();
        Gathering<Reply.Outcome<A>> gathering =
                new Gathering<>(partitions.size(), outcomes -> reply.send(new Reply.Done<>(outcomes)));
        for (int i = 0; i < partitions.size(); i++) {
            int place = i;
            Reply<A> one = outcome -> gathering.put(place, outcome);
            ask(partitions.get(i), one, question);
        }
    }

    /// Tells the coordinators that are here and up.
    void tellAll(Consumer<GroupCoordinator> news) {
        placement
                .all()
                .forEach(partition -> residents.call(partition, GroupCoordinator.class, news, unreachable -> {}));
    }

    private <A> void ask(PartitionId partition, Reply<A> reply, BiConsumer<GroupCoordinator, Reply<A>> question) {
        residents.call(
                partition,
                GroupCoordinator.class,
                coordinator -> question.accept(coordinator, reply),
                unreachable -> reply.send(new Reply.Refused<>(GroupErrors.of(unreachable))));
    }
}
