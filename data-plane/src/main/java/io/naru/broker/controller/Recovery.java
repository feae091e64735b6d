package io.naru.broker.controller;

import io.naru.broker.controller.journal.Journal;
import io.naru.broker.controller.journal.UnusableJournalException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// From the snapshot and the journal back to the state.
final class Recovery implements Journal.Recovery {
    private final Journal journal;
    private CellState state = CellState.EMPTY;

    Recovery(Journal journal) {
        this.journal = journal;
    }

    CellState recover() throws IOException {
        try {
            journal.recover(this);
        } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException unreadable) {
            throw new UnusableJournalException(
                    Path.of("controller"),
                    "cannot be replayed after entry " + state.index() + ": " + unreadable.getMessage()
                            + ". Start the broker that wrote it, or a newer one.",
                    unreadable);
        }
        return state;
    }

    @Override
    public void snapshot(long index, ByteBuffer bytes) {
        state = StateCodec.decode(bytes);
        if (state.index() != index) {
            throw new IllegalStateException(
                    "the snapshot says entry " + state.index() + " inside, " + index + " outside");
        }
        refuseNewer();
    }

    @Override
    public void entry(long index, ByteBuffer bytes) {
        Entry entry = EntryCodec.decode(bytes);
        state = state.after(index, entry, Decider.decide(state, entry));
        refuseNewer();
    }

    private void refuseNewer() {
        if (state.featureLevel() > CellState.SUPPORTED_FEATURE_LEVEL) {
            throw new IllegalStateException("it has feature level " + state.featureLevel()
                    + ", this broker knows up to " + CellState.SUPPORTED_FEATURE_LEVEL);
        }
    }
}
