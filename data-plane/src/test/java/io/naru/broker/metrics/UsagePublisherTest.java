package io.naru.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.environment.Environment;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.simulation.SteppedThreads;
import io.naru.broker.tenancy.FakeSystemTopic;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.login.RefusalReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePVector;

class UsagePublisherTest {
    private static final long INTERVAL_MS = 5_000;
    private static final UUID ORDERS = new UUID(0, 1);
    private static final Principal ANN = new Principal("lkc-1", "sa-ann", "key-1");

    private final SteppedClock clock = new SteppedClock();
    private final FakeSystemTopic topic = new FakeSystemTopic();
    private final KeyLedger ledger = new KeyLedger(clock);
    private final UsageMeter usage = new UsageMeter(new RequestMeter(), ledger);
    private final Map<String, Integer> connections = new HashMap<>();
    private MetadataImage image = MetadataImage.EMPTY.withTopic(topic("lkc-1", "orders", ORDERS));
    private long storedBytes = 0;
    private final UsagePublisher publisher = new UsagePublisher(
            new Environment(clock, new SplittableRandom(1), new SteppedThreads(new SplittableRandom(1))),
            7,
            usage,
            ledger,
            () -> image,
            id -> storedBytes,
            () -> connections,
            topic);

    private static TopicImage topic(String cluster, String name, UUID id) {
        PartitionImage partition = new PartitionImage(1, 0, TreePVector.singleton(1), TreePVector.singleton(1));
        return new TopicImage(
                id, cluster, name, (short) 1, TreePVector.singleton(partition), HashTreePMap.empty(), false);
    }

    @Test
    void publishesEveryFiveSeconds() {
        turn();
        assertThat(topic.records()).isEmpty();

        passInterval();
        passInterval();

        assertThat(topic.records()).hasSize(2);
    }

    @Test
    void saysThatTheBrokerLivesEvenIfNothingMoved() {
        passInterval();
        passInterval();

        assertThat(last())
                .contains("\"kind\":\"usage\"")
                .contains("\"id\":\"broker-7\"")
                .contains("\"clusters\":[]")
                .contains("\"keys\":[]");
    }

    @Test
    void tellsWhatAClusterAndItsTopicsUsed() {
        usage.wrote("lkc-1", ORDERS, 100, 3);
        usage.read("lkc-1", ORDERS, 40, 2);
        usage.finished(ANN, "shop", ApiKeys.FETCH, 1, 1, 1);
        connections.put("lkc-1", 4);
        storedBytes = 500;

        passInterval();

        assertThat(last())
                .contains(
                        "{\"lkc\":\"lkc-1\",\"bytes_in\":100,\"bytes_out\":40,\"messages_in\":3,\"messages_out\":2,"
                                + "\"requests\":1,\"connections\":4,\"storage_bytes\":500,\"bin_bytes\":0,\"bin\":[],\"topics\":[{\"topic\":\"orders\"")
                .contains("\"bytes_in\":100,\"bytes_out\":40,\"messages_in\":3,\"storage_bytes\":500}]");
    }

    @Test
    void leavesOutWhatDidNotMove() {
        usage.wrote("lkc-1", ORDERS, 100, 3);
        passInterval();

        passInterval();

        assertThat(last()).doesNotContain("lkc-1");
    }

    @Test
    void countsOnFromWhatWasPublished() {
        usage.wrote("lkc-1", ORDERS, 100, 3);
        passInterval();

        usage.wrote("lkc-1", ORDERS, 1, 1);
        passInterval();

        assertThat(last()).contains("\"bytes_in\":101").contains("\"messages_in\":4");
    }

    @Test
    void tellsAgainWhatMayNotHaveArrived() {
        usage.wrote("lkc-1", ORDERS, 100, 3);
        topic.setReachable(false);
        passInterval();
        assertThat(topic.records()).isEmpty();

        topic.setReachable(true);
        passInterval();

        assertThat(last()).contains("\"bytes_in\":100");
    }

    @Test
    void givesUpAnAppendThatIsNeverAnswered() {
        usage.wrote("lkc-1", ORDERS, 100, 3);
        topic.setSilent(true);
        passInterval();
        topic.setSilent(false);
        for (int i = 0; i < 8; i++) {
            passInterval();
        }

        assertThat(topic.values()).anyMatch(value -> value.contains("\"bytes_in\":100"));
    }

    @Test
    void givesRisingVersions() {
        passInterval();
        long first = version();
        passInterval();

        assertThat(version()).isGreaterThan(first);
    }

    @Test
    void keepsTheCellsOwnTrafficToItself() {
        usage.wrote(Principal.SYSTEM_CLUSTER, new UUID(0, 9), 100, 3);
        connections.put(Principal.SYSTEM_CLUSTER, 2);

        passInterval();

        assertThat(last()).doesNotContain("\"lkc\":\"system\"");
    }

    @Test
    void forgetsATopicThatIsDeleted() {
        usage.wrote("lkc-1", ORDERS, 100, 3);
        passInterval();
        image = image.withoutTopic(ORDERS);
        usage.wrote("lkc-1", ORDERS, 1, 1);

        passInterval();

        assertThat(last()).contains("\"lkc\":\"lkc-1\"").contains("\"topics\":[]");
        assertThat(usage.topics()).isEmpty();
    }

    @Test
    void splitsWhatIsMuchOverSeveralRecords() {
        for (int i = 0; i < 1_200; i++) {
            UUID id = new UUID(1, i);
            image = image.withTopic(topic("lkc-1", "topic-" + i, id));
            usage.wrote("lkc-1", id, 1, 1);
        }

        passInterval();

        assertThat(topic.records()).hasSizeGreaterThan(2);
        assertThat(topicsTold()).hasSize(1_201).doesNotHaveDuplicates();
    }

    @Test
    void tellsOwnersHowTheirKeysWereTried() {
        ledger.accepted(ANN, "10.0.0.1", clock.wallMs());
        clock.advanceMs(1);
        ledger.refused("key-1", RefusalReason.WRONG_SECRET, "10.0.0.2", clock.wallMs());
        ledger.refused(null, RefusalReason.UNKNOWN_KEY, "10.0.0.3", clock.wallMs());

        passInterval();

        assertThat(last())
                .contains("\"key_id\":\"key-1\"")
                .contains("\"refused\":1")
                .contains("\"last_refused_reason\":\"wrong secret\"")
                .contains("\"last_address\":\"10.0.0.2\"")
                .doesNotContain("10.0.0.3");
    }

    @Test
    void tellsOwnersWhichClientUsedTheirKeysLast() {
        ledger.accepted(ANN, "10.0.0.1", clock.wallMs());
        passInterval();

        usage.finished(ANN, "orders-api", ApiKeys.FETCH, 1, 1, 1);
        passInterval();

        assertThat(last()).contains("\"last_client_id\":\"orders-api\"");
    }

    private void passInterval() {
        clock.advanceMs(INTERVAL_MS);
        turn();
    }

    private void turn() {
        int done;
        do {
            done = publisher.doWork();
        } while (done > 0);
    }

    private String last() {
        return topic.values().getLast();
    }

    private long version() {
        return Long.parseLong(last().replaceAll(".*\"version\":(\\d+).*", "$1"));
    }

    private List<String> topicsTold() {
        return topic.values().stream()
                .flatMap(value -> List.of(value.split("\"topic\":\"")).stream().skip(1))
                .map(rest -> rest.substring(0, rest.indexOf('"')))
                .toList();
    }
}
