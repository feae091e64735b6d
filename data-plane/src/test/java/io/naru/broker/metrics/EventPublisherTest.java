package io.naru.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.controller.Change;
import io.naru.broker.controller.ChangeFeed;
import io.naru.broker.controller.Event;
import io.naru.broker.environment.Environment;
import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.simulation.SteppedThreads;
import io.naru.broker.tenancy.FakeSystemTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
    private final SteppedClock clock = new SteppedClock();
    private final FakeSystemTopic topic = new FakeSystemTopic();
    private final Journal journal = new Journal();
    private final EventPublisher publisher = new EventPublisher(
            new Environment(clock, new SplittableRandom(1), new SteppedThreads(new SplittableRandom(1))),
            1,
            topic,
            journal,
            topic);

    /// The controller's changes, offered to whoever follows.
    private static final class Journal implements ChangeFeed {
        private final List<Change> changes = new ArrayList<>();
        private @Nullable Follower follower;
        private int taken;

        void deleteTopic(String cluster, String name) {
            changes.add(
                    new Change(changes.size() + 1, 5, "sa-ann", new Event.TopicDeleted(cluster, name, new UUID(0, 1))));
        }

        void allocateProducerIds() {
            changes.add(new Change(changes.size() + 1, 5, "cell", new Event.ProducerIdsAllocated(1_000)));
        }

        @Override
        public void follow(long afterVersion, Follower newFollower) {
            follower = newFollower;
            taken = (int) afterVersion;
        }

        void offer() {
            while (follower != null && taken < changes.size() && follower.take(changes.get(taken))) {
                taken++;
            }
        }
    }

    @Test
    void publishesChangesInOrder() {
        journal.deleteTopic("lkc-1", "a");
        journal.deleteTopic("lkc-1", "b");

        run();

        assertThat(topic.values())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("\"kind\":\"topic_deleted\"")
                                .contains("\"version\":1")
                                .contains("\"topic\":\"a\"")
                                .contains("\"principal\":\"sa-ann\""),
                        second -> assertThat(second).contains("\"version\":2").contains("\"topic\":\"b\""));
    }

    @Test
    void keepsTheCellsOwnAffairsInside() {
        journal.allocateProducerIds();
        journal.deleteTopic("system", "__naru_events");
        journal.deleteTopic("lkc-1", "a");

        run();

        assertThat(topic.values()).hasSize(1);
        assertThat(topic.values().getFirst()).contains("\"version\":3");
    }

    @Test
    void goesOnAfterTheLastVersionInTheTopic() {
        topic.put(
                "lkc-1/topic_deleted/x",
                "{\"v\":1,\"kind\":\"topic_deleted\",\"id\":\"x\",\"version\":1,\"state\":{}}");
        journal.deleteTopic("lkc-1", "a");
        journal.deleteTopic("lkc-1", "b");

        run();

        assertThat(topic.values()).hasSize(2);
        assertThat(topic.values().getLast()).contains("\"topic\":\"b\"");
    }

    @Test
    void doesNotTakeARevocationsVersionForTheJournals() {
        publisher.passed("key-1", 900);
        run();
        EventPublisher afterRestart = new EventPublisher(
                new Environment(clock, new SplittableRandom(1), new SteppedThreads(new SplittableRandom(1))),
                1,
                topic,
                journal,
                topic);
        journal.deleteTopic("lkc-1", "a");

        run(afterRestart);

        assertThat(topic.values().getLast()).contains("\"topic\":\"a\"");
    }

    @Test
    void triesAgainUntilTheTopicTakesIt() {
        journal.deleteTopic("lkc-1", "a");
        journal.deleteTopic("lkc-1", "b");
        publisher.doWork();
        topic.setReachable(false);
        run();
        assertThat(topic.values()).isEmpty();

        topic.setReachable(true);
        run();

        assertThat(topic.values()).hasSize(2);
        assertThat(topic.values().getFirst()).contains("\"topic\":\"a\"");
    }

    @Test
    void startsOnlyWhenTheTopicCanBeRead() {
        topic.setReachable(false);
        journal.deleteTopic("lkc-1", "a");
        run();
        assertThat(journal.follower).isNull();

        topic.setReachable(true);
        run();

        assertThat(topic.values()).hasSize(1);
    }

    @Test
    void saysThatARevocationIsPassed() {
        publisher.passed("key-1", 12);

        run();

        assertThat(topic.values())
                .singleElement()
                .asString()
                .contains("\"kind\":\"key_passed\"")
                .contains("\"key_id\":\"key-1\"")
                .contains("\"version\":12");
    }

    @Test
    void saysThatChangesWereMissed() {
        publisher.missed(3, 10);

        run();

        assertThat(topic.values())
                .singleElement()
                .asString()
                .contains("\"kind\":\"changes_missed\"")
                .contains("\"after_version\":3")
                .contains("\"oldest_kept\":10");
    }

    private void run() {
        run(publisher);
    }

    private void run(EventPublisher agent) {
        for (int i = 0; i < 20; i++) {
            agent.doWork();
            journal.offer();
            clock.advanceMs(60);
        }
    }
}
