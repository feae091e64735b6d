package io.naru.control.usage;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;
import java.time.Instant;

@Singleton
class UsageChore implements Chore {
    private final UsageRepository usage;

    UsageChore(UsageRepository usage) {
        this.usage = usage;
    }

    @Override
    public void run() {
        Instant now = Instant.now();
        usage.forget(Slices.FINE_SECONDS, now.minus(Slices.FINE_KEPT));
        usage.forget(Slices.COARSE_SECONDS, now.minus(Slices.COARSE_KEPT));
        usage.forgetCounters();
        usage.forgetTotals();
    }
}
