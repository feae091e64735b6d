package io.naru.control.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadAllowanceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void whoReadsMoreThanTheShareRestsUntilItIsEarned() {
        ReadAllowance allowance = new ReadAllowance(1_000);
        UUID acme = UUID.randomUUID();

        assertEquals(Duration.ZERO, allowance.take(acme, 500, 0));
        assertEquals(Duration.ofSeconds(2), allowance.take(acme, 2_000, 0));
        assertEquals(Duration.ofSeconds(1), allowance.take(acme, 0, SECOND));
        assertEquals(Duration.ZERO, allowance.take(acme, 0, 2 * SECOND));
    }

    @Test
    void organizationsDoNotShareAndLittleIsSavedUp() {
        ReadAllowance allowance = new ReadAllowance(1_000);
        allowance.take(UUID.randomUUID(), 10_000, 0);

        UUID other = UUID.randomUUID();
        assertEquals(Duration.ZERO, allowance.take(other, 0, 0));
        assertEquals(Duration.ofMillis(500), allowance.take(other, 1_000, 100 * SECOND));
    }
}
