package io.naru.broker.log;

import java.util.concurrent.atomic.AtomicLong;

/// What this broker wrote or read last is still in the system's page cache: time is told in bytes that passed, of all
/// logs together. A guess that costs nothing, for the reads that follow close behind the writes; where it says no,
/// the system is asked. Safe for any thread.
final class RecentWrites {
    /// A segment's end of this size counts as in memory after an append, ...
    static final long TAIL_BYTES = 8L << 20;

    /// ... until so much went through the page cache. Far less than any machine that runs a broker spares for it.
    private static final long FORGOTTEN_AFTER_BYTES = 256L << 20;

    /// Of a segment nobody wrote to.
    static final long NEVER = Long.MIN_VALUE / 2;

    private final AtomicLong passedBytes = new AtomicLong();

    /// Notes that bytes went through the page cache.
    ///
    /// @return the moment, for [#remember]
    long passed(int bytes) {
        return passedBytes.addAndGet(bytes);
    }

    boolean remember(long moment) {
        return passedBytes.get() - moment < FORGOTTEN_AFTER_BYTES;
    }
}
