package io.naru.control.lag;

import java.time.Duration;
import java.time.Instant;

/// How finely lag is kept, and for how long.
enum Grain {
    MINUTES(60, 60, Duration.ofHours(25)),
    QUARTERS(900, 96, Duration.ofDays(30));

    private final int widthSeconds;
    private final int slots;
    private final Duration kept;

    /// @param slots in a row
    Grain(int widthSeconds, int slots, Duration kept) {
        this.widthSeconds = widthSeconds;
        this.slots = slots;
        this.kept = kept;
    }

    int widthSeconds() {
        return widthSeconds;
    }

    Duration kept() {
        return kept;
    }

    /// Start of the row that holds a time.
    Instant row(Instant at) {
        long seconds = (long) widthSeconds * slots;
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /// Place in its row, from 1.
    int slot(Instant at) {
        return (int) ((at.getEpochSecond() - row(at).getEpochSecond()) / widthSeconds) + 1;
    }
}
