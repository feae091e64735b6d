package io.naru.broker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColdReadsTest {
    private static final int MOST_RUNNING = 2;

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final ColdReads reads = new ColdReads(threads::add, MOST_RUNNING, 6, 4);
    private final List<String> done = new ArrayList<>();

    @Test
    void runsWhatItWasGiven() {
        offer("lkc-1", "a");

        runThreads();

        assertThat(done).containsExactly("a");
        assertThat(reads.underWay()).isZero();
    }

    @Test
    void takesTurnsBetweenClusters() {
        offer("lkc-1", "a1");
        offer("lkc-1", "a2");
        offer("lkc-1", "a3");
        offer("lkc-2", "b1");
        offer("lkc-3", "c1");

        runThreads();

        assertThat(done).containsExactly("a1", "b1", "c1", "a2", "a3");
    }

    @Test
    void usesNoMoreThreadsThanAllowed() {
        for (int i = 0; i < 4; i++) {
            offer("lkc-1", "a" + i);
        }

        assertThat(threads).hasSize(MOST_RUNNING);
    }

    @Test
    void refusesWhatIsBeyondAClustersShare() {
        for (int i = 0; i < 4; i++) {
            assertThat(offer("lkc-1", "a" + i)).isTrue();
        }

        assertThat(offer("lkc-1", "one more")).isFalse();
        assertThat(offer("lkc-2", "b")).isTrue();
    }

    @Test
    void refusesWhatIsBeyondTheBrokersBound() {
        for (int i = 0; i < 6; i++) {
            assertThat(offer("lkc-" + i, "x")).isTrue();
        }

        assertThat(offer("lkc-7", "one more")).isFalse();
        runThreads();
        assertThat(offer("lkc-7", "later")).isTrue();
    }

    @Test
    void goesOnAfterAJobThatFails() {
        reads.offer("lkc-1", () -> {
            throw new IllegalStateException("a defect");
        });
        offer("lkc-1", "next");

        runThreads();

        assertThat(done).containsExactly("next");
        assertThat(reads.underWay()).isZero();
    }

    private boolean offer(String cluster, String name) {
        return reads.offer(cluster, () -> done.add(name));
    }

    private void runThreads() {
        for (Runnable job; (job = threads.poll()) != null; ) {
            job.run();
        }
    }
}
