package io.naru.broker.metrics;

import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;

/// Durations in fixed buckets, as Prometheus wants them. Safe for any thread.
public final class Histogram {
    /// Upper bounds in microseconds.
    private static final long[] BOUNDS_MICROS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000
    };

    private final LongAdder[] counts = new LongAdder[BOUNDS_MICROS.length + 1];
    private final LongAdder sumNanos = new LongAdder();

    public Histogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    public void record(long nanos) {
        long micros = nanos / 1_000;
        int bucket = 0;
        while (bucket < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sumNanos.add(nanos);
    }

    void writeTo(PrometheusText text, String name, String labels) {
        long total = 0;
        for (int i = 0; i < BOUNDS_MICROS.length; i++) {
            total += counts[i].sum();
            text.bucket(name, labels, seconds(BOUNDS_MICROS[i]), total);
        }
        total += counts[BOUNDS_MICROS.length].sum();
        text.bucket(name, labels, "+Inf", total);
        text.sample(name + "_sum", labels, sumNanos.sum() / 1e9);
        text.sample(name + "_count", labels, total);
    }

    private static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
