package io.naru.broker.tenancy.desired;

import io.naru.broker.environment.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the snapshot near the state: one write at a time, off the follower's thread, not more often than the interval
/// unless somebody's revocation waits for it. Only the follower's thread comes here.
final class SnapshotWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

    private final Clock clock;
    private final DesiredSnapshot snapshot;
    private final Executor background;
    private final Consumer<Runnable> post;
    private final Supplier<DesiredSnapshot.Content> content;
    private final long intervalNanos;

    private long changes;
    private long savedChanges;
    private long urgentChanges;
    private boolean writing;
    private boolean failing;
    private long nextWriteNanos;

    SnapshotWriter(
            Clock clock,
            DesiredSnapshot snapshot,
            Executor background,
            Duration interval,
            Consumer<Runnable> post,
            Supplier<DesiredSnapshot.Content> content) {
        this.clock = clock;
        this.snapshot = snapshot;
        this.background = background;
        this.post = post;
        this.content = content;
        this.intervalNanos = interval.toNanos();
        this.nextWriteNanos = clock.nanos();
    }

    /// The state has changed; returns the number of this change.
    long changed() {
        return ++changes;
    }

    /// Everything changed so far is to be saved without delay.
    void hurry() {
        urgentChanges = changes;
    }

    /// Changes up to this number survive a crash.
    long savedChanges() {
        return savedChanges;
    }

    int advance() {
        if (writing || savedChanges == changes || clock.nanos() - dueNanos() < 0) {
            return 0;
        }
        writing = true;
        long upTo = changes;
        DesiredSnapshot.Content current = content.get();
        background.execute(() -> write(current, upTo));
        return 1;
    }

    long nextDeadlineNanos() {
        return writing || savedChanges == changes ? Long.MAX_VALUE : dueNanos();
    }

    /// Saves on the caller's thread what is not saved yet; for a clean stop.
    void finish() {
        if (!writing && savedChanges < changes) {
            try {
                snapshot.save(content.get());
                savedChanges = changes;
            } catch (IOException e) {
                LOG.warn("the last changes of desired state are not in the snapshot: {}", e.toString());
            }
        }
    }

    private long dueNanos() {
        boolean urgent = urgentChanges > savedChanges && !failing;
        return urgent ? nextWriteNanos - intervalNanos : nextWriteNanos;
    }

    private void write(DesiredSnapshot.Content current, long upTo) {
        try {
            snapshot.save(current);
            post.accept(() -> saved(upTo));
        } catch (IOException | RuntimeException e) {
            post.accept(() -> failed(e));
        }
    }

    private void saved(long upTo) {
        writing = false;
        failing = false;
        savedChanges = upTo;
        nextWriteNanos = clock.nanos() + intervalNanos;
    }

    private void failed(Exception cause) {
        writing = false;
        nextWriteNanos = clock.nanos() + intervalNanos;
        if (!failing) {
            failing = true;
            LOG.error("the snapshot of desired state cannot be written, tried again every {} ms", interval(), cause);
        }
    }

    private long interval() {
        return Duration.ofNanos(intervalNanos).toMillis();
    }
}
