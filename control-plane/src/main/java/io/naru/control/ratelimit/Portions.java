package io.naru.control.ratelimit;

import io.naru.control.ratelimit.RateWindowRepository.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// Calls that were counted in Postgres ahead, a portion at a time, so that a busy key is not a busy row on which a
/// hundred calls
/// wait with a connection each. What an instance does not use of a portion is lost with its window.
final class Portions {
    private static final int MOST = 10_000;
    private static final int PORTIONS_OF_A_WINDOW = 50;

    private final Map<String, Portion> byBucket = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Portion> eldest) {
            return size() > MOST;
        }
    };

    Portion of(String bucket) {
        synchronized (byBucket) {
            return byBucket.computeIfAbsent(bucket, name -> new Portion());
        }
    }

    /// What is left of a portion; calls of one bucket wait for each other here, without a connection.
    static final class Portion {
        private Window window = new Window("", 0, 0);
        private long endsNanos = System.nanoTime();
        private int left;

        /// Takes one call.
        ///
        /// @param count counts so many calls in Postgres
        synchronized Window take(IntFunction<Window> count, int limit) {
            long now = System.nanoTime();
            if (left <= 0 || now - endsNanos >= 0) {
                int portion = Math.max(1, limit / PORTIONS_OF_A_WINDOW);
                window = count.apply(portion);
                endsNanos = now + (long) (window.remainingSeconds() * 1e9);
                left = window.used() > limit ? 1 : portion;
            }
            left--;
            return new Window(window.bucket(), window.used() - left, Math.max(0, (endsNanos - now) / 1e9));
        }
    }
}
