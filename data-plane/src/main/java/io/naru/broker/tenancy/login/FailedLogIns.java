package io.naru.broker.tenancy.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long a refusal is held back, by the peer's address: the more failures lately, the longer. Whoever proves himself
/// never waits, even from an address that others guess from. Safe for any thread.
final class FailedLogIns {
    private static final int MOST_ADDRESSES = 10_000;
    private static final long FORGET_ONE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long FIRST_DELAY_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_DELAY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_DOUBLINGS = 6;

    private final Map<String, Recent> byAddress = new LinkedHashMap<>(16, 0.75f, true);

    /// Failures that count at a moment; one is forgotten every two seconds.
    private record Recent(long failures, long atNanos) {
        long failuresAt(long nowNanos) {
            return Math.max(0, failures - (nowNanos - atNanos) / FORGET_ONE_NANOS);
        }
    }

    /// Counts a failure and says how long its refusal is held back.
    synchronized long delayNanos(String address, long nowNanos) {
        Recent last = byAddress.get(address);
        long before = last == null ? 0 : last.failuresAt(nowNanos);
        byAddress.put(address, new Recent(Math.min(before + 1, Integer.MAX_VALUE), nowNanos));
        if (byAddress.size() > MOST_ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
        return Math.min(FIRST_DELAY_NANOS << Math.min(before, MOST_DOUBLINGS), LONGEST_DELAY_NANOS);
    }

    synchronized int size() {
        return byAddress.size();
    }
}
