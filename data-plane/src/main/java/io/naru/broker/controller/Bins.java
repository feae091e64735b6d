package io.naru.broker.controller;

import io.naru.broker.environment.Clock;
import io.naru.broker.metadata.Bin;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.MetadataImage;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Purges what has been in a bin for its time.
final class Bins {
    private static final Logger LOG = LoggerFactory.getLogger(Bins.class);
    private static final long LONGEST_WAIT_MS = 60_000;
    private static final long RETRY_MS = 10_000;

    private final Clock clock;
    private final Function<Command, CompletionStage<CommandResult>> submit;
    private final Runnable wake;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private volatile long notBeforeMs = Long.MIN_VALUE;
    private @Nullable Bin seen;
    private long earliestMs = Long.MAX_VALUE;
    private long nextDeadlineNanos = Long.MAX_VALUE;

    Bins(Clock clock, Function<Command, CompletionStage<CommandResult>> submit, Runnable wake) {
        this.clock = clock;
        this.submit = submit;
        this.wake = wake;
    }

    /// Takes the next step for what is due.
    @SuppressWarnings("ReferenceEquality") // an unchanged bin is the same one; comparing contents would cost more
    int advance(MetadataImage image) {
        if (image.bin() != seen) {
            seen = image.bin();
            earliestMs = seen.byId().values().stream()
                    .mapToLong(BinnedTopic::untilMs)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
        nextDeadlineNanos = Long.MAX_VALUE;
        if (earliestMs == Long.MAX_VALUE || !underWay.isEmpty()) {
            return 0;
        }
        long nowMs = clock.wallMs();
        long waitMs = Math.max(earliestMs, notBeforeMs) - nowMs;
        if (waitMs > 0) {
            nextDeadlineNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(Math.min(waitMs, LONGEST_WAIT_MS));
            return 0;
        }
        int begun = 0;
        for (BinnedTopic binned : seen.byId().values()) {
            String cluster = binned.topic().cluster();
            if (binned.untilMs() <= nowMs && underWay.add(cluster)) {
                expire(cluster);
                begun++;
            }
        }
        return begun;
    }

    long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    private void expire(String cluster) {
        submit.apply(new Command.ExpireBin(cluster)).whenComplete((result, failed) -> {
            if (!(result instanceof CommandResult.Applied)) {
                LOG.warn("Emptying a bin failed and is tried again: cluster={} result={}", cluster, result, failed);
                notBeforeMs = clock.wallMs() + RETRY_MS;
            }
            underWay.remove(cluster);
            wake.run();
        });
    }
}
