package io.naru.broker.metrics;

import java.util.Arrays;

/// The values of a series that were published last. Only the publisher comes here.
final class Published {
    private long[] values = {};

    boolean differsFrom(long[] current) {
        return !Arrays.equals(values, current);
    }

    void are(long[] current) {
        values = current;
    }
}
