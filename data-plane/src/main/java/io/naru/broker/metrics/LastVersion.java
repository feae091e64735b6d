package io.naru.broker.metrics;

import io.naru.broker.environment.Clock;
import io.naru.broker.systemtopic.Envelope;
import io.naru.broker.systemtopic.LogEnd;
import io.naru.broker.systemtopic.MalformedJson;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.systemtopic.SystemRecord;
import io.naru.broker.systemtopic.SystemRecords;
import java.time.Duration;
import java.util.function.Consumer;

/// Finds the last of the controller's versions in `__naru_events`, looking from the end backwards in growing steps.
/// Only
/// the publisher's thread comes here; answers are handed over through `post`.
final class LastVersion {
    private static final int RECORDS_PER_READ = 500;
    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Clock clock;
    private final SystemLog log;
    private final Consumer<Runnable> post;

    private long stepBack = RECORDS_PER_READ;
    private long version;
    private boolean found;
    private long attempt;
    private long nextNanos;

    LastVersion(Clock clock, SystemLog log, Consumer<Runnable> post) {
        this.clock = clock;
        this.log = log;
        this.post = post;
        this.nextNanos = clock.nanos();
    }

    boolean isFound() {
        return found;
    }

    /// The last version published, 0 if none was.
    long version() {
        return version;
    }

    int advance() {
        if (found || clock.nanos() - nextNanos < 0) {
            return 0;
        }
        nextNanos = clock.nanos() + PATIENCE_NANOS;
        long number = ++attempt;
        log.end(end -> post.accept(() -> read(number, end, from(end))), () -> post.accept(() -> retry(number)));
        return 1;
    }

    long nextDeadlineNanos() {
        return nextNanos;
    }

    private long from(LogEnd end) {
        return Math.max(0, end.offset() - stepBack);
    }

    private void read(long number, LogEnd end, long from) {
        if (number == attempt && !found) {
            nextNanos = clock.nanos() + PATIENCE_NANOS;
            log.read(
                    from,
                    RECORDS_PER_READ,
                    records -> post.accept(() -> take(number, end, records)),
                    () -> post.accept(() -> retry(number)));
        }
    }

    private void take(long number, LogEnd end, SystemRecords read) {
        if (number != attempt || found) {
            return;
        }
        for (SystemRecord record : read.records()) {
            version = Math.max(version, versionOf(record));
        }
        if (read.nextOffset() < end.offset()) {
            read(number, end, read.nextOffset());
        } else if (version > 0 || from(end) == 0) {
            found = true;
        } else {
            stepBack *= 4;
            nextNanos = clock.nanos();
        }
    }

    private void retry(long number) {
        if (number == attempt) {
            nextNanos = clock.nanos() + RETRY_NANOS;
        }
    }

    private static long versionOf(SystemRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return 0;
        }
        try {
            Envelope envelope = Envelope.parse(value);
            return EventRecord.OUTSIDE_THE_ORDER.contains(envelope.kind()) ? 0 : envelope.version();
        } catch (MalformedJson e) {
            // Not one of ours, so no version of the controller's.
            return 0;
        }
    }
}
