package io.naru.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.login.RefusalReason;
import org.junit.jupiter.api.Test;

class KeyLedgerTest {
    private static final Principal ANN = new Principal("lkc-1", "sa-ann", "key-1");

    private final SteppedClock clock = new SteppedClock();
    private final KeyLedger ledger = new KeyLedger(clock);

    @Test
    void knowsWhenAndFromWhereAKeyWasUsed() {
        ledger.accepted(ANN, "10.0.0.1", 42);

        assertThat(ledger.keys().get("key-1").lastUsedMs).isEqualTo(42);
        assertThat(ledger.keys().get("key-1").lastAddress()).isEqualTo("10.0.0.1");
    }

    @Test
    void keepsNothingOfKeysThatDoNotExist() {
        ledger.refused(null, RefusalReason.UNKNOWN_KEY, "10.0.0.1", 1);
        ledger.used("guessed", "shop");

        assertThat(ledger.keys()).isEmpty();
    }

    @Test
    void keepsNothingOfTokensAndOfTheCellItself() {
        ledger.accepted(new Principal("lkc-1", "u-bob", "kid/jti"), "10.0.0.1", 1);
        ledger.accepted(Principal.CELL, "127.0.0.1", 1);

        assertThat(ledger.keys()).isEmpty();
    }

    @Test
    void notesUseWithinASecond() {
        ledger.accepted(ANN, "10.0.0.1", clock.wallMs());
        clock.advanceMs(999);
        ledger.used("key-1", "shop");
        assertThat(ledger.keys().get("key-1").lastUsedMs).isEqualTo(clock.wallMs() - 999);

        clock.advanceMs(1);
        ledger.used("key-1", "shop");

        assertThat(ledger.keys().get("key-1").lastUsedMs).isEqualTo(clock.wallMs());
    }

    @Test
    void tellsTheAddressOfTheLatestTryInVainOrNot() {
        ledger.accepted(ANN, "10.0.0.1", 10);
        ledger.refused("key-1", RefusalReason.WRONG_SECRET, "10.0.0.2", 20);
        assertThat(ledger.keys().get("key-1").lastAddress()).isEqualTo("10.0.0.2");

        ledger.accepted(ANN, "10.0.0.3", 30);

        assertThat(ledger.keys().get("key-1").lastAddress()).isEqualTo("10.0.0.3");
    }
}
