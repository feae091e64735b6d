package io.naru.control.lag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.naru.control.lag.LagRepository.Sample;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagTrendTest {
    private static List<Sample> minutes(boolean stuck, double... seconds) {
        return IntStream.range(0, seconds.length)
                .mapToObj(i -> new Sample("g", 600 + i * 60L, (long) seconds[i] * 10, seconds[i], stuck))
                .toList();
    }

    @Test
    void aLagThatShrinksSaysWhenItWillBeGone() {
        LagViews.Trend trend = LagTrend.of(minutes(false, 600, 540, 480, 420));

        assertEquals("catching_up", trend.word());
        assertEquals(7.0, trend.minutesLeft());
        assertEquals(-1.0, trend.secondsPerSecond());
    }

    @Test
    void aLagThatGrowsSaysHowFast() {
        LagViews.Trend trend = LagTrend.of(minutes(false, 0, 30, 60, 90));

        assertEquals("growing", trend.word());
        assertEquals(0.5, trend.secondsPerSecond());
    }

    @Test
    void aStuckGroupSaysSinceWhen() {
        LagViews.Trend trend = LagTrend.of(minutes(true, 0, 60, 120));

        assertEquals("stuck", trend.word());
        assertEquals("1970-01-01T00:10:00Z", trend.since());
    }

    @Test
    void littleChangeIsSteadyAndNothingUnreadIsCaughtUp() {
        assertEquals("steady", LagTrend.of(minutes(false, 10, 10, 10)).word());
        assertEquals("caught_up", LagTrend.of(minutes(false, 10, 5, 0)).word());
        assertEquals("unknown", LagTrend.of(minutes(false, 10, 5)).word());
    }
}
