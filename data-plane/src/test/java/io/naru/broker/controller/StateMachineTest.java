package io.naru.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Decide and apply, over random histories.
class StateMachineTest {
    private static final long CLIENT = 42;

    @Property(tries = 300)
    void theImageIsWhatAPlainModelSays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int length) {
        var model = new CellModel();
        CellState state = CellState.EMPTY;
        for (Entry entry : entries(seed, length)) {
            state = after(state, entry);
            model.take(entry.command(), entry.timeMs(), state.version());

            assertThat(topics(state.image())).isEqualTo(model.topics);
            assertThat(bin(state.image())).containsExactlyInAnyOrderElementsOf(model.binned);
            assertThat(clusters(state.image())).isEqualTo(model.clusters);
            assertThat(state.image().brokers().keySet()).isEqualTo(model.brokers);
            assertThat(state.nextProducerId()).isEqualTo(model.producerIds);
        }
    }

    @Property(tries = 200)
    void twoReplaysAreEqualByteForByte(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int length) {
        CellState first = replay(CellState.EMPTY, entries(seed, length));
        CellState second = replay(CellState.EMPTY, entries(seed, length));

        assertThat(StateCodec.encode(first)).isEqualTo(StateCodec.encode(second));
    }

    @Property(tries = 200)
    void aSnapshotAndTheEntriesBehindItLeadToTheSameState(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int length,
            @ForAll @IntRange(min = 0, max = 120) int snapshotAfter) {
        List<Entry> entries = entries(seed, length);
        int cut = Math.min(length, snapshotAfter);

        CellState snapshot = StateCodec.decode(StateCodec.encode(replay(CellState.EMPTY, entries.subList(0, cut))));
        CellState resumed = replay(snapshot, entries.subList(cut, length));

        CellState whole = replay(CellState.EMPTY, entries);
        assertThat(resumed.image()).isEqualTo(whole.image());
        assertThat(StateCodec.encode(resumed)).isEqualTo(StateCodec.encode(whole));
    }

    @Property(tries = 200)
    void aCommandSentAgainIsAnsweredAgainAndNotAppliedAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int length) {
        var random = new Random(seed);
        CellState state = CellState.EMPTY;
        List<Entry> sent = new ArrayList<>();
        List<CommandResult> results = new ArrayList<>();
        for (Entry entry : entries(seed, length)) {
            Decision decision = Decider.decide(state, entry);
            state = state.after(state.index() + 1, entry, decision);
            sent.add(entry);
            results.add(decision.result());

            int again = random.nextInt(sent.size());
            Decision repeated = Decider.decide(state, sent.get(again));
            CellState after = state.after(state.index() + 1, sent.get(again), repeated);

            assertThat(repeated.result()).isEqualTo(results.get(again));
            assertThat(after.image()).isEqualTo(state.image());
            state = after;
        }
    }

    @Property(tries = 200)
    void everyChangeIsInTheFeedOnceAndInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int length) {
        CellState state = replay(CellState.EMPTY, entries(seed, length));

        long version = 0;
        for (Change change : state.changes().values()) {
            assertThat(change.version()).isEqualTo(++version);
        }
        assertThat(version).isEqualTo(state.version());
    }

    @Test
    void forgetsTheOldestChangesAndKeepsAsManyAsPromised() {
        CellState state = CellState.EMPTY;
        for (int sequence = 1; sequence <= ChangeFeed.KEPT_CHANGES + 10; sequence++) {
            state = after(state, new Entry(0, CLIENT, sequence, new Command.AllocateProducerIds(1)));
        }

        assertThat(state.changes()).hasSize(ChangeFeed.KEPT_CHANGES);
        assertThat(state.changes().firstKey()).isEqualTo(11);
    }

    @Test
    void remembersABoundedNumberOfProposersAndResults() {
        CellState state = CellState.EMPTY;
        for (int client = 0; client < 3 * ClientSession.MAX_SESSIONS; client++) {
            for (int sequence = 1; sequence <= ClientSession.WINDOW + 5; sequence++) {
                state = after(state, new Entry(0, client, sequence, new Command.ConfirmPurge("lkc-1")));
            }
        }

        assertThat(state.sessions()).hasSize(ClientSession.MAX_SESSIONS);
        assertThat(state.sessions().values())
                .allSatisfy(session -> assertThat(session.results()).hasSize(ClientSession.WINDOW));
    }

    @Test
    void neverBeginsTheGracePeriodBeforeTheCellHasHeardOfTheDeletion() {
        var longAgo = new Command.SetClusterState("lkc-1", new Command.SetClusterState.Wanted.Deleting(5));

        CellState state = after(CellState.EMPTY, new Entry(1_000, CLIENT, 1, longAgo));

        assertThat(state.image().clusters()).containsEntry("lkc-1", new ClusterState.Deleting(1_000));
    }

    private static List<Entry> entries(long seed, int length) {
        var random = new Random(seed);
        var history = new History(random);
        List<Entry> entries = new ArrayList<>();
        long timeMs = 1_000;
        for (int sequence = 1; sequence <= length; sequence++) {
            timeMs += random.nextInt(10);
            entries.add(EntryCodec.decode(EntryCodec.encode(new Entry(timeMs, CLIENT, sequence, history.next()))));
        }
        return entries;
    }

    private static CellState replay(CellState from, List<Entry> entries) {
        CellState state = from;
        for (Entry entry : entries) {
            state = after(state, entry);
        }
        return state;
    }

    private static CellState after(CellState before, Entry entry) {
        return before.after(before.index() + 1, entry, Decider.decide(before, entry));
    }

    private static Map<String, Map<String, CellModel.Topic>> topics(MetadataImage image) {
        Map<String, Map<String, CellModel.Topic>> topics = new TreeMap<>();
        image.topicsById()
                .values()
                .forEach(topic -> topics.computeIfAbsent(topic.cluster(), _ -> new TreeMap<>())
                        .put(topic.name(), new CellModel.Topic(topic.id(), topic.partitionCount(), topic.configs())));
        for (UUID id : image.topicsById().keySet()) {
            assertThat(image.topicsByCluster().values())
                    .anyMatch(cluster -> cluster.values().stream()
                            .anyMatch(topic -> topic.id().equals(id)));
        }
        return topics;
    }

    private static List<CellModel.Binned> bin(MetadataImage image) {
        List<CellModel.Binned> bin = new ArrayList<>();
        image.bin()
                .byCluster()
                .forEach((cluster, own) -> own.values().forEach(binned -> {
                    TopicImage topic = binned.topic();
                    assertThat(image.bin().byId()).containsEntry(topic.id(), binned);
                    assertThat(image.topicsById()).doesNotContainKey(topic.id());
                    bin.add(new CellModel.Binned(
                            cluster,
                            topic.name(),
                            new CellModel.Topic(topic.id(), topic.partitionCount(), topic.configs()),
                            binned.version(),
                            binned.untilMs()));
                }));
        assertThat(image.bin().byId()).hasSameSizeAs(bin);
        return bin;
    }

    private static Map<String, String> clusters(MetadataImage image) {
        Map<String, String> clusters = new TreeMap<>();
        image.clusters()
                .forEach((cluster, state) -> clusters.put(
                        cluster,
                        switch (state) {
                            case ClusterState.Active _ -> "active";
                            case ClusterState.Deleting _ -> "deleting";
                            case ClusterState.Purging _ -> "purging";
                            case ClusterState.Purged _ -> "purged";
                        }));
        return clusters;
    }
}
