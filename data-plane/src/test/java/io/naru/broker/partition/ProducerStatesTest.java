package io.naru.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.partition.ProducerStates.Verdict;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ProducerStatesTest {
    private static final long PRODUCER = 42;
    private static final short EPOCH = 3;

    private final ProducerStates states = new ProducerStates();

    @Test
    void takesAnySequenceFromAProducerItNeverSaw() {
        assertThat(states.check(PRODUCER, EPOCH, 17, 20)).isInstanceOf(Verdict.InOrder.class);
    }

    @Test
    void takesTheNextSequenceAndRefusesAGap() {
        append(0, 9, 100);

        assertThat(states.check(PRODUCER, EPOCH, 10, 10)).isInstanceOf(Verdict.InOrder.class);
        assertThat(states.check(PRODUCER, EPOCH, 11, 11)).isInstanceOf(Verdict.OutOfOrder.class);
    }

    @Test
    void knowsAnyOfTheLastFiveBatchesAgain() {
        for (int i = 0; i < 6; i++) {
            append(i * 10, i * 10 + 9, 100 + i * 10);
        }

        assertThat(states.check(PRODUCER, EPOCH, 10, 19)).isEqualTo(new Verdict.Duplicate(110, 119));
        assertThat(states.check(PRODUCER, EPOCH, 50, 59)).isEqualTo(new Verdict.Duplicate(150, 159));
        assertThat(states.check(PRODUCER, EPOCH, 0, 9)).isInstanceOf(Verdict.OutOfOrder.class);
    }

    @Test
    void goesOnAtZeroAfterTheLargestSequence() {
        append(Integer.MAX_VALUE - 1, Integer.MAX_VALUE, 5);

        assertThat(states.check(PRODUCER, EPOCH, 0, 3)).isInstanceOf(Verdict.InOrder.class);
        assertThat(states.check(PRODUCER, EPOCH, 1, 3)).isInstanceOf(Verdict.OutOfOrder.class);
    }

    @Test
    void startsANewEpochAtZeroAndRefusesTheOldOne() {
        append(0, 9, 100);

        assertThat(states.check(PRODUCER, (short) (EPOCH + 1), 10, 10)).isInstanceOf(Verdict.OutOfOrder.class);
        assertThat(states.check(PRODUCER, (short) (EPOCH + 1), 0, 0)).isInstanceOf(Verdict.InOrder.class);
        states.appended(PRODUCER, (short) (EPOCH + 1), 0, 0, 110, 110, 0);
        assertThat(states.check(PRODUCER, EPOCH, 10, 10)).isInstanceOf(Verdict.StaleEpoch.class);
    }

    @Test
    void isTheSameAfterASnapshot() {
        append(0, 9, 100);
        append(10, 10, 110);

        ProducerStates restored = new ProducerStates();

        assertThat(restored.restore(states.snapshot(111))).isEqualTo(111);
        assertThat(restored.check(PRODUCER, EPOCH, 0, 9)).isEqualTo(new Verdict.Duplicate(100, 109));
        assertThat(restored.check(PRODUCER, EPOCH, 11, 12)).isInstanceOf(Verdict.InOrder.class);
        assertThat(restored.check(PRODUCER, EPOCH, 12, 12)).isInstanceOf(Verdict.OutOfOrder.class);
    }

    @Test
    void refusesADamagedSnapshot() {
        append(0, 9, 100);
        ByteBuffer snapshot = states.snapshot(110);
        snapshot.put(20, (byte) (snapshot.get(20) + 1));

        assertThat(new ProducerStates().restore(snapshot)).isNull();
    }

    @Test
    void forgetsTheLongestIdleBeyondItsBound() {
        for (long producer = 0; producer <= ProducerStates.MAX_PRODUCERS; producer++) {
            states.appended(producer, EPOCH, 0, 0, producer, producer, producer);
        }

        assertThat(states.size()).isEqualTo(ProducerStates.MAX_PRODUCERS);
        assertThat(states.check(0, EPOCH, 5, 5)).isInstanceOf(Verdict.InOrder.class);
        assertThat(states.check(1, EPOCH, 5, 5)).isInstanceOf(Verdict.OutOfOrder.class);
    }

    @Test
    void forgetsProducersThatWroteLastBeforeATime() {
        states.appended(1, EPOCH, 0, 0, 0, 0, 1_000);
        states.appended(2, EPOCH, 0, 0, 1, 1, 2_000);

        states.expire(1_500);

        assertThat(states.check(1, EPOCH, 9, 9)).isInstanceOf(Verdict.InOrder.class);
        assertThat(states.check(2, EPOCH, 9, 9)).isInstanceOf(Verdict.OutOfOrder.class);
    }

    private void append(int first, int last, long firstOffset) {
        states.appended(PRODUCER, EPOCH, first, last, firstOffset, firstOffset + last - first, 0);
    }
}
