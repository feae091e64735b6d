package io.naru.broker.controller;

import io.naru.broker.metadata.ImageApplier;
import io.naru.broker.metadata.MetadataImage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Has the broker follow the image, and answers only then.
final class Applying {
    private final ImageApplier applier;

    Applying(ImageApplier applier) {
        this.applier = applier;
    }

    /// The image a start begins with. Topics deleted of late are told again: the broker may have died before it had
    /// removed what they kept. Only a recorded deletion removes anything, never that a topic is not there.
    CompletableFuture<Void> everything(CellState state) {
        Set<UUID> topics = new LinkedHashSet<>(state.image().topicsById().keySet());
        topics.addAll(state.image().bin().byId().keySet());
        for (Change change : state.changes().values()) {
            if (change.event() instanceof Event.TopicDeleted deleted) {
                topics.add(deleted.id());
            }
        }
        var served = new CompletableFuture<Void>();
        applier.apply(MetadataImage.EMPTY, state.image(), topics, () -> served.complete(null));
        return served;
    }

    /// One group of commands. `answers` run when the broker serves `after`, or at once if nothing
    /// changed.
    void step(CellState before, CellState after, List<Runnable> answers) {
        if (before.version() == after.version()) {
            answers.forEach(Runnable::run);
            return;
        }
        Set<UUID> topics = new LinkedHashSet<>();
        for (Change change : after.changes().tailMap(before.version(), false).values()) {
            switch (change.event()) {
                case Event.TopicCreated created -> topics.add(created.topic().id());
                case Event.TopicDeleted deleted -> topics.add(deleted.id());
                case Event.TopicBinned binned -> topics.add(binned.id());
                case Event.TopicRestored restored -> topics.add(restored.topic().id());
                case Event.TopicConfigsChanged changed -> topics.add(changed.id());
                case Event.PartitionsAdded added -> topics.add(added.id());
                case Event.BrokerRegistered _,
                        Event.ProducerIdsAllocated _,
                        Event.ClusterActivated _,
                        Event.ClusterDeletionRequested _,
                        Event.ClusterPurgeStarted _,
                        Event.ClusterPurged _,
                        Event.FeatureLevelRaised _ -> {}
            }
        }
        applier.apply(before.image(), after.image(), topics, () -> answers.forEach(Runnable::run));
    }
}
