package io.naru.control.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How finely and how long usage is kept.
final class Slices {
    static final int FINE_SECONDS = 5;
    static final int COARSE_SECONDS = 300;
    static final List<Integer> WIDTHS_SECONDS = List.of(FINE_SECONDS, COARSE_SECONDS);
    static final Duration FINE_KEPT = Duration.ofHours(25);
    static final Duration COARSE_KEPT = Duration.ofDays(30);

    private Slices() {}

    static Instant start(Instant at, int widthSeconds) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), widthSeconds) * widthSeconds);
    }
}
