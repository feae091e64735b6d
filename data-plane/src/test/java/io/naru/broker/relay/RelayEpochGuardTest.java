package io.naru.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.record.BatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RelayEpochGuardTest {
    private final RelayEpochGuard guard = new RelayEpochGuard();

    private static ByteBuffer batch(String... keysAndValues) {
        BatchBuilder batch = new BatchBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String value = keysAndValues[i + 1];
            batch.add(0, utf8(keysAndValues[i]), value == null ? null : utf8(value));
        }
        return batch.build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String cluster(long epoch) {
        return """
                {"v":1,"kind":"lkc","id":"lkc-1","version":1,"relay_epoch":%d,"state":{}}""".formatted(epoch);
    }

    private void written(long epoch) {
        guard.appended(batch("lkc/lkc-1", cluster(epoch)));
    }

    @Test
    void letsInTheRelayThatHoldsTheLease() {
        written(3);

        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(3)))).isNull();
        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(4)))).isNull();
    }

    @Test
    void refusesARelayWhoseLeaseIsOverAndSaysWhatToDo() {
        written(3);

        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(2)))).contains("relay_epoch 2", "3", "take the lease");
    }

    @Test
    void oneStaleRecordSpoilsItsBatch() {
        written(3);

        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(3), "lkc/lkc-1", cluster(2))))
                .isNotNull();
    }

    @Test
    void askingDoesNotRaiseTheEpoch() {
        written(3);
        guard.refuse(batch("lkc/lkc-1", cluster(9)));

        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(3)))).isNull();
    }

    @Test
    void remembersTheHighestEpochWhenTheLogIsReplayed() {
        written(3);
        written(7);
        written(5);

        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(6)))).isNotNull();
    }

    @Test
    void aTombstonePassesUnlessItsHeaderIsStale() {
        written(3);

        assertThat(guard.refuse(batch("lkc/lkc-1", null))).isNull();
    }

    @Test
    void refusesWhatIsNotARecordOfDesiredState() {
        assertThat(guard.refuse(batch("lkc/lkc-1", "{"))).contains("not well-formed JSON");
        assertThat(guard.refuse(batch("lkc/lkc-1", "[]"))).contains("not a JSON object");
        assertThat(guard.refuse(batch("lkc/lkc-1", "{}"))).contains("`v` is missing");
        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(1) + "x"))).isNotNull();
        assertThat(guard.refuse(batch("lkc/lkc-2", cluster(1)))).contains("key is not the kind and id");
        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(0)))).contains("`relay_epoch` is missing");
        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(1).replace("1,\"relay", "\"1\",\"relay"))))
                .contains("`version` is not a whole number");
    }

    @Test
    void whatIsInTheLogAlreadyDoesNotStopIt() {
        guard.appended(batch("lkc/lkc-1", "not json"));
        written(2);

        assertThat(guard.refuse(batch("lkc/lkc-1", cluster(1)))).isNotNull();
    }
}
