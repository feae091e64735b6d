package io.naru.control.lag;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;
import java.time.Instant;

@Singleton
class LagChore implements Chore {
    private final LagReportRepository lags;

    LagChore(LagReportRepository lags) {
        this.lags = lags;
    }

    @Override
    public void run() {
        for (Grain grain : Grain.values()) {
            lags.forget(grain.widthSeconds(), grain.row(Instant.now().minus(grain.kept())));
        }
    }
}
