package io.naru.broker.controller;

import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// All a decision may read. Immutable: a snapshot is written from one while the next commands are
/// applied.
///
/// @param index the last journal entry applied
/// @param changes the latest changes by version, at most [ChangeFeed#KEPT_CHANGES]
record CellState(
        long index,
        MetadataImage image,
        int featureLevel,
        long nextProducerId,
        PMap<Long, ClientSession> sessions,
        PSortedMap<Long, Change> changes) {

    /// What this version of the broker can decide; a journal beyond it cannot be read.
    static final int SUPPORTED_FEATURE_LEVEL = 2;

    /// From this level on topics can be deleted into the bin.
    static final int LEVEL_OF_THE_BIN = 2;

    static final CellState EMPTY = new CellState(0, MetadataImage.EMPTY, 1, 0, HashTreePMap.empty(), TreePMap.empty());

    long version() {
        return image.version();
    }

    /// The state after an entry was decided.
    CellState after(long entryIndex, Entry entry, Decision decision) {
        CellState next = this;
        for (Event event : decision.events()) {
            next = next.apply(new Change(next.version() + 1, entry.timeMs(), decision.principal(), event));
        }
        return new CellState(
                entryIndex,
                next.image,
                next.featureLevel,
                next.nextProducerId,
                sessionsAfter(entryIndex, entry, decision.result()),
                next.changes);
    }

    private PMap<Long, ClientSession> sessionsAfter(long entryIndex, Entry entry, CommandResult result) {
        ClientSession session = sessions.getOrDefault(entry.client(), ClientSession.EMPTY);
        PMap<Long, ClientSession> next =
                sessions.plus(entry.client(), session.with(entryIndex, entry.sequence(), result));
        if (next.size() <= ClientSession.MAX_SESSIONS) {
            return next;
        }
        long oldest = entry.client();
        for (var candidate : next.entrySet()) {
            ClientSession current = next.getOrDefault(oldest, ClientSession.EMPTY);
            if (candidate.getValue().lastIndex() < current.lastIndex()) {
                oldest = candidate.getKey();
            }
        }
        return next.minus(oldest);
    }

    CellState apply(Change change) {
        PSortedMap<Long, Change> kept = changes.plus(change.version(), change);
        return new CellState(
                index,
                image(change),
                change.event() instanceof Event.FeatureLevelRaised raised ? raised.level() : featureLevel,
                change.event() instanceof Event.ProducerIdsAllocated allocated ? allocated.next() : nextProducerId,
                sessions,
                kept.size() > ChangeFeed.KEPT_CHANGES ? kept.minusFirstEntry() : kept);
    }

    private MetadataImage image(Change change) {
        MetadataImage next = image.withVersion(change.version());
        return switch (change.event()) {
            case Event.BrokerRegistered registered -> next.withBroker(registered.broker());
            case Event.TopicCreated created -> next.withTopic(created.topic());
            case Event.TopicDeleted deleted -> next.withoutTopic(deleted.id());
            case Event.TopicBinned binned ->
                next.withBinned(new BinnedTopic(
                        known(binned.id()), change.version(), change.atMs(), binned.untilMs(), change.principal()));
            case Event.TopicRestored restored ->
                next.withoutTopic(restored.topic().id()).withTopic(restored.topic());
            case Event.TopicConfigsChanged changed ->
                next.withTopic(known(changed.id()).withConfigs(HashTreePMap.from(changed.configs())));
            case Event.PartitionsAdded added -> next.withTopic(known(added.id()).withPartitions(added.added()));
            case Event.ClusterActivated activated -> next.withCluster(activated.cluster(), new ClusterState.Active());
            case Event.ClusterDeletionRequested requested ->
                next.withCluster(requested.cluster(), new ClusterState.Deleting(requested.sinceMs()));
            case Event.ClusterPurgeStarted started ->
                next.withCluster(started.cluster(), new ClusterState.Purging(change.atMs()));
            case Event.ClusterPurged purged -> next.withCluster(purged.cluster(), new ClusterState.Purged());
            case Event.ProducerIdsAllocated _, Event.FeatureLevelRaised _ -> next;
        };
    }

    private TopicImage known(UUID id) {
        TopicImage topic = image.topicsById().get(id);
        if (topic == null) {
            throw new IllegalStateException("an event changes topic " + id + ", which does not exist");
        }
        return topic;
    }
}
