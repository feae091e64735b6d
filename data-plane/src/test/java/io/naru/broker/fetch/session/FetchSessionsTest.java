package io.naru.broker.fetch.session;

import static io.naru.broker.fetch.session.FetchRequests.BY_ID;
import static io.naru.broker.fetch.session.FetchRequests.BY_NAME;
import static io.naru.broker.fetch.session.FetchRequests.ask;
import static io.naru.broker.fetch.session.FetchRequests.forget;
import static io.naru.broker.fetch.session.FetchRequests.full;
import static io.naru.broker.fetch.session.FetchRequests.request;
import static io.naru.broker.fetch.session.FetchRequests.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.fetch.session.FetchScope.Continued;
import io.naru.broker.fetch.session.FetchScope.Refused;
import io.naru.broker.fetch.session.FetchScope.Whole;
import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.tenancy.Principal;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class FetchSessionsTest {
    private static final Principal ANN = new Principal("lkc-1", "sa-ann", "key-1");
    private static final long TWO_MINUTES_MS = 120_000;

    private final SteppedClock clock = new SteppedClock();
    private final SplittableRandom random = new SplittableRandom(7);

    /// At most 6 sessions and 60 partitions, of which one cluster may have 4 and 40.
    private FetchSessions sessions = sessions(random);

    private FetchSessions sessions(RandomGenerator ids) {
        return new FetchSessions(clock, ids, new FetchSessionSettings(6, 60, 4, 40, TWO_MINUTES_MS));
    }

    // ---- beginning, going on, ending

    @Test
    void beginsASessionWithAFullFetch() {
        int id = begin(ANN, ask(full(), "orders", 0, 0, 1));

        assertThat(id).isPositive();
        assertThat(sessions.count()).isOne();
        assertThat(sessions.partitions()).isEqualTo(2);
    }

    @Test
    void doesNotOfferASessionToWhoDoesNotWantOne() {
        assertThat(sessions.open(ANN, BY_NAME, ask(request(0, -1), "orders", 0, 0)))
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.session()).isFalse());
    }

    @Test
    void remembersWhatTheClientDoesNotRepeat() {
        int id = begin(ANN, ask(full(), "orders", 5, 0, 1));

        Continued next = goOn(ANN, request(id, 1));

        assertThat(rows(next.session().partitions())).containsExactly("orders-0@5", "orders-1@5");
    }

    @Test
    void takesNewPartitionsNewOffsetsAndForgottenOnesIntoTheSession() {
        int id = begin(ANN, ask(full(), "orders", 0, 0, 1, 2));

        FetchRequestData change = ask(ask(request(id, 1), "orders", 9, 1), "bills", 3, 0);
        Continued next = goOn(ANN, forget(change, "orders", 0));

        assertThat(rows(next.session().partitions())).containsExactly("orders-1@9", "orders-2@0", "bills-0@3");
        assertThat(sessions.partitions()).isEqualTo(3);
    }

    @Test
    void forgetsEvenWhatTheSameRequestAsksFor() {
        int id = begin(ANN, ask(full(), "orders", 0, 0, 1));

        Continued next = goOn(ANN, forget(ask(request(id, 1), "orders", 4, 0), "orders", 0));

        assertThat(rows(next.session().partitions())).containsExactly("orders-1@0");
    }

    @Test
    void lastWordCountsOfAPartitionNamedTwice() {
        Whole whole = (Whole) sessions.open(ANN, BY_NAME, ask(ask(full(), "orders", 1, 0), "orders", 2, 0));

        assertThat(rows(whole.partitions())).containsExactly("orders-0@2");
    }

    @Test
    void closesTheSessionThatAFullFetchNames() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));

        sessions.open(ANN, BY_NAME, ask(request(id, 0), "orders", 0, 0));

        assertThat(sessions.count()).isZero();
        assertRefused(ANN, request(id, 1), Errors.FETCH_SESSION_ID_NOT_FOUND);
    }

    @Test
    void closesASessionOnItsOwnersWord() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));

        sessions.open(ANN, BY_NAME, request(id, -1));

        assertThat(sessions.count()).isZero();
        assertThat(sessions.partitions()).isZero();
    }

    @Test
    void endsASessionThatHasNoPartitionLeft() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));

        FetchScope left = sessions.open(ANN, BY_NAME, forget(request(id, 1), "orders", 0));

        assertThat(left).isInstanceOfSatisfying(Whole.class, whole -> {
            assertThat(whole.session()).isFalse();
            assertThat(whole.partitions().size()).isZero();
        });
        assertThat(sessions.count()).isZero();
    }

    // ---- what is refused

    @Test
    void refusesASessionThatNeverWas() {
        assertRefused(ANN, request(4711, 1), Errors.FETCH_SESSION_ID_NOT_FOUND);
        assertRefused(ANN, request(0, 1), Errors.FETCH_SESSION_ID_NOT_FOUND);
    }

    @Test
    void refusesAnEpochThatIsNotTheNext() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));

        assertRefused(ANN, request(id, 2), Errors.INVALID_FETCH_SESSION_EPOCH);
        goOn(ANN, request(id, 1));
        assertRefused(ANN, request(id, 1), Errors.INVALID_FETCH_SESSION_EPOCH);
        goOn(ANN, request(id, 2));
    }

    @Test
    void changesNothingWhenTheEpochIsRefused() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));

        assertRefused(ANN, forget(ask(request(id, 7), "bills", 0, 0), "orders", 0), Errors.INVALID_FETCH_SESSION_EPOCH);

        assertThat(rows(goOn(ANN, request(id, 1)).session().partitions())).containsExactly("orders-0@0");
    }

    @Test
    void refusesToMixNamesAndIds() {
        int byName = begin(ANN, ask(full(), "orders", 0, 0));
        FetchScope refused = sessions.open(ANN, BY_ID, ask(request(byName, 1), Uuid.randomUuid(), 0, 0));

        assertThat(refused).isEqualTo(new Refused(Errors.FETCH_SESSION_TOPIC_ID_ERROR));
        goOn(ANN, request(byName, 1));
    }

    @Test
    void answersAForeignSessionAsOneThatNeverWas() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));
        Principal sameNameElsewhere = new Principal("lkc-2", "sa-ann", "key-1");
        Principal colleague = new Principal("lkc-1", "sa-bob", "key-2");

        for (Principal stranger : new Principal[] {sameNameElsewhere, colleague}) {
            assertRefused(stranger, request(id, 1), Errors.FETCH_SESSION_ID_NOT_FOUND);
            sessions.open(stranger, BY_NAME, request(id, -1));
            sessions.open(stranger, BY_NAME, ask(request(id, 0), "orders", 0, 0));
        }

        goOn(ANN, request(id, 1));
    }

    @Test
    void letsTheOwnerGoOnWithAnotherKey() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));

        goOn(new Principal("lkc-1", "sa-ann", "key-9"), request(id, 1));
    }

    @Test
    void skipsZeroWhenTheEpochWraps() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));
        FetchSession session = goOn(ANN, request(id, 1)).session();
        session.goOnFrom(Integer.MAX_VALUE);

        Continued last = goOn(ANN, request(id, Integer.MAX_VALUE));

        assertThat(last.session().isAtEpoch(Integer.MAX_VALUE)).isTrue();
        assertThat(goOn(ANN, request(id, 1)).epoch()).isOne();
    }

    @Test
    void tellsAFetchThatAnotherHasGoneOnWithItsSession() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));
        Continued first = goOn(ANN, request(id, 1));
        assertThat(first.session().isAtEpoch(first.epoch())).isTrue();

        Continued second = goOn(ANN, request(id, 2));

        assertThat(first.session().isAtEpoch(first.epoch())).isFalse();
        assertThat(second.session().isAtEpoch(second.epoch())).isTrue();
    }

    @Test
    void neverGivesOneIdTwice() {
        int[] given = {5, 5, 5, 6};
        int[] next = {0};
        sessions = sessions(new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public int nextInt(int origin, int bound) {
                return given[next[0]++];
            }
        });

        assertThat(begin(ANN, ask(full(), "orders", 0, 0))).isEqualTo(5);
        assertThat(begin(ANN, ask(full(), "orders", 0, 0))).isEqualTo(6);
    }

    // ---- room

    @Test
    void evictsNobodyForAnEqual() {
        fill("lkc-1", 4, 1);
        clock.advanceMs(TWO_MINUTES_MS);

        assertThat(begin(ANN, ask(full(), "orders", 0, 0))).isEqualTo(FetchSessions.NO_SESSION);
        assertThat(sessions.evictions()).isZero();
    }

    @Test
    void evictsWhatWasUnusedForTwoMinutes() {
        int[] ids = fill("lkc-1", 4, 3);
        clock.advanceMs(TWO_MINUTES_MS + 1);
        goOn(ANN, request(ids[0], 1));

        assertThat(begin(ANN, ask(full(), "orders", 0, 0))).isPositive();

        assertRefused(ANN, request(ids[1], 1), Errors.FETCH_SESSION_ID_NOT_FOUND);
        goOn(ANN, request(ids[0], 2));
        assertThat(sessions.evictions()).isOne();
    }

    @Test
    void evictsASmallOldOneForALargerOneOnly() {
        int[] ids = fill("lkc-1", 4, 2);
        clock.advanceMs(TWO_MINUTES_MS);
        for (int id : ids) {
            goOn(ANN, request(id, 1));
        }
        clock.advanceMs(1);
        for (int id : ids) {
            goOn(ANN, request(id, 2));
        }

        assertThat(begin(ANN, ask(full(), "orders", 0, 0, 1))).isEqualTo(FetchSessions.NO_SESSION);
        assertThat(begin(ANN, ask(full(), "orders", 0, 0, 1, 2))).isPositive();
    }

    @Test
    void evictsNoYoungOneForALargerOne() {
        fill("lkc-1", 4, 1);

        assertThat(begin(ANN, ask(full(), "orders", 0, 0, 1, 2))).isEqualTo(FetchSessions.NO_SESSION);
    }

    @Test
    void keepsAClusterToItsShareWhileTheBrokerHasRoom() {
        fill("lkc-1", 4, 1);

        assertThat(begin(ANN, ask(full(), "orders", 0, 0))).isEqualTo(FetchSessions.NO_SESSION);
        assertThat(begin(new Principal("lkc-2", "sa-1", "k"), ask(full(), "orders", 0, 0)))
                .isPositive();
    }

    @Test
    void takesFromTheClusterWithMostWhenTheBrokerIsFull() {
        fill("lkc-1", 4, 5);
        fill("lkc-2", 2, 1);
        Principal newcomer = new Principal("lkc-3", "sa-1", "k");

        assertThat(begin(newcomer, ask(full(), "orders", 0, 0))).isPositive();
        assertThat(begin(newcomer, ask(full(), "orders", 0, 0))).isPositive();

        assertThat(sessions.count()).isEqualTo(6);
        assertThat(begin(newcomer, ask(full(), "orders", 0, 0))).isEqualTo(FetchSessions.NO_SESSION);
        assertThat(begin(ANN, ask(full(), "orders", 0, 0))).isEqualTo(FetchSessions.NO_SESSION);
    }

    @Test
    void countsPartitionsAsWellAsSessions() {
        assertThat(begin(ANN, ask(full(), "orders", 0, IntStream.range(0, 41).toArray())))
                .isEqualTo(FetchSessions.NO_SESSION);
        assertThat(begin(ANN, ask(full(), "orders", 0, IntStream.range(0, 40).toArray())))
                .isPositive();
        assertThat(begin(ANN, ask(full(), "orders", 0, 0))).isEqualTo(FetchSessions.NO_SESSION);
    }

    @Test
    void sendsASessionThatOutgrowsItsShareBackToAFullFetch() {
        int id = begin(ANN, ask(full(), "orders", 0, 0));

        assertRefused(
                ANN,
                ask(request(id, 1), "orders", 0, IntStream.range(0, 41).toArray()),
                Errors.FETCH_SESSION_ID_NOT_FOUND);

        assertThat(sessions.count()).isZero();
        assertThat(sessions.partitions()).isZero();
    }

    // ---- saying it

    private int[] fill(String cluster, int count, int partitions) {
        Principal principal = new Principal(cluster, "sa-ann", "key");
        int[] asked = IntStream.range(0, partitions).toArray();
        return IntStream.range(0, count)
                .map(i -> begin(principal, ask(full(), "orders", 0, asked)))
                .toArray();
    }

    private int begin(Principal principal, FetchRequestData request) {
        Whole whole = (Whole) sessions.open(principal, BY_NAME, request);
        assertThat(whole.session()).isTrue();
        return sessions.begin(principal, BY_NAME, whole.partitions());
    }

    private Continued goOn(Principal principal, FetchRequestData request) {
        return (Continued) sessions.open(principal, BY_NAME, request);
    }

    private void assertRefused(Principal principal, FetchRequestData request, Errors error) {
        assertThat(sessions.open(principal, BY_NAME, request)).isEqualTo(new Refused(error));
    }
}
