package io.naru.broker.controller;

import io.naru.broker.controller.journal.Journal;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the state down from time to time, so that a start does not replay for ever. The state is
/// immutable: it is written in the background while commands go on.
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final Journal journal;
    private final Executor background;
    private final ControllerSettings settings;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Snapshots(Journal journal, Executor background, ControllerSettings settings) {
        this.journal = journal;
        this.background = background;
        this.settings = settings;
    }

    /// Begins a snapshot when one is due.
    int advance(CellState state) throws IOException {
        boolean due = journal.entriesSinceRoll() >= settings.snapshotEntries()
                || journal.bytesSinceRoll() >= settings.snapshotBytes();
        if (!due || !underWay.compareAndSet(false, true)) {
            return 0;
        }
        long index = journal.roll();
        if (index != state.index()) {
            throw new IllegalStateException("the state is at entry " + state.index() + ", the journal at " + index);
        }
        background.execute(() -> keep(state));
        return 1;
    }

    /// No snapshot is begun from here on.
    void stop() {
        underWay.set(true);
    }

    private void keep(CellState state) {
        try {
            journal.keepSnapshot(state.index(), StateCodec.encode(state));
        } catch (IOException | RuntimeException failed) {
            // Nothing is lost: the journal still holds everything, and the next snapshot is due after as
            // many entries.
            LOG.warn("The controller's snapshot could not be written; the journal keeps growing", failed);
        } finally {
            underWay.set(false);
        }
    }
}
