package io.naru.control.lag;

import io.naru.control.http.Times;
import io.naru.control.lag.LagRepository.Sample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a lag is going, from its last measurements.
final class LagTrend {
    private static final int LOOKED_AT = 10;
    private static final int LEAST = 3;

    /// A change of less than this, in seconds a second, is none.
    private static final double STEADY = 0.02;

    private LagTrend() {}

    /// From measurements a minute apart, oldest first.
    static LagViews.Trend of(List<Sample> samples) {
        List<Sample> last = samples.subList(Math.max(0, samples.size() - LOOKED_AT), samples.size());
        if (last.size() < LEAST) {
            return word("unknown");
        }
        Sample now = last.getLast();
        if (now.messages() == 0) {
            return word("caught_up");
        }
        if (now.stuck()) {
            return new LagViews.Trend("stuck", null, null, Times.text(Instant.ofEpochSecond(stuckSince(samples))));
        }
        Double slope = slope(last);
        if (slope == null || Math.abs(slope) < STEADY) {
            return word("steady");
        }
        double rounded = Math.round(slope * 100) / 100.0;
        if (slope > 0) {
            return new LagViews.Trend("growing", null, rounded, null);
        }
        Double behind = now.seconds();
        Double minutes = behind == null ? null : Math.round(behind / -slope / 60 * 10) / 10.0;
        return new LagViews.Trend("catching_up", minutes, rounded, null);
    }

    private static LagViews.Trend word(String word) {
        return new LagViews.Trend(word, null, null, null);
    }

    private static long stuckSince(List<Sample> samples) {
        int first = samples.size() - 1;
        while (first > 0 && samples.get(first - 1).stuck()) {
            first--;
        }
        return samples.get(first).atSeconds();
    }

    /// Seconds of lag a second, by least squares; null where lag in time is not known.
    private static @Nullable Double slope(List<Sample> samples) {
        double count = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXy = 0;
        double sumXx = 0;
        long begin = samples.getFirst().atSeconds();
        for (Sample sample : samples) {
            Double y = sample.seconds();
            if (y != null) {
                double x = sample.atSeconds() - begin;
                count++;
                sumX += x;
                sumY += y;
                sumXy += x * y;
                sumXx += x * x;
            }
        }
        double spread = count * sumXx - sumX * sumX;
        return count < LEAST || spread == 0 ? null : (count * sumXy - sumX * sumY) / spread;
    }
}
