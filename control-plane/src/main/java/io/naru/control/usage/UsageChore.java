package io.naru.control.usage;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

@Singleton
class UsageChore implements Chore {
    private static final int MONTHS_KEPT = 25;
    private static final Duration QUIET = Duration.ofMinutes(5);
    private static final int QUIET_AT_A_TIME = 10_000;

    private final UsageRepository usage;

    UsageChore(UsageRepository usage) {
        this.usage = usage;
    }

    /// Counts what clusters take that nothing is said of because nothing changes.
    private void countQuiet(Instant now) {
        usage.countQuiet(now.minus(QUIET), now, QUIET_AT_A_TIME)
                .forEach(quiet -> usage.addDays(quiet.lkc(), quiet.countedUntil(), now, quiet.storageBytes(), 0, 0));
    }

    @Override
    public void run() {
        Instant now = Instant.now();
        usage.forget(Slices.FINE_SECONDS, now.minus(Slices.FINE_KEPT));
        usage.forget(Slices.COARSE_SECONDS, now.minus(Slices.COARSE_KEPT));
        usage.forgetDays(LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(MONTHS_KEPT - 1L));
        countQuiet(now);
        usage.forgetCounters();
        usage.forgetTotals();
    }
}
