package io.naru.broker.controller.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Reads one segment from its beginning to the first frame that is not whole.
final class SegmentScan {
    private final Path path;
    private final ByteBuffer content;
    private long nextIndex;
    private int end;
    private int lastGroup;
    private long lastDurable = -1;

    SegmentScan(Path path, long firstIndex, ByteBuffer content) {
        this.path = path;
        this.content = content;
        this.nextIndex = firstIndex;
    }

    /// Hands over the entries after `skipped`; the others are only checked.
    void read(long skipped, Journal.Sink sink) throws UnusableJournalException {
        Frame frame = Frame.read(content, 0);
        while (frame != null && frame.index() == nextIndex) {
            refuseNewer(frame);
            if (frame.index() > skipped) {
                sink.entry(frame.index(), frame.entry());
            }
            if (frame.durable() != lastDurable) {
                lastDurable = frame.durable();
                lastGroup = end;
            }
            end = frame.end();
            nextIndex++;
            frame = Frame.read(content, end);
        }
        refuseDamage();
    }

    /// The index the next entry of this segment gets.
    long nextIndex() {
        return nextIndex;
    }

    /// The position behind the last whole frame; what follows was never acknowledged.
    int end() {
        return end;
    }

    /// Where the last group begins, whose frames tell the same durable index: all before was durable when they were
    /// written. Of the group itself nobody says so.
    int lastGroup() {
        return lastGroup;
    }

    private void refuseNewer(Frame frame) throws UnusableJournalException {
        if (frame.version() != Frame.VERSION) {
            throw new UnusableJournalException(
                    path,
                    "has entries of version " + frame.version() + "; this broker reads version " + Frame.VERSION
                            + ". Start the broker that wrote them, or a newer one.");
        }
    }

    /// A write that was interrupted may leave anything behind its beginning, later entries of the same
    /// group too. But an
    /// entry that was written when the bad one was durable proves that the bad one was whole once.
    private void refuseDamage() throws UnusableJournalException {
        for (int at = end; at < content.limit(); at++) {
            Frame frame = Frame.read(content, at);
            if (frame != null && frame.index() > nextIndex && frame.durable() >= nextIndex) {
                throw new UnusableJournalException(
                        path,
                        "is damaged at byte " + end + ": entry " + nextIndex + " is not readable, but entry "
                                + frame.index() + " behind it is. Restore the directory from a backup, or from "
                                + "another voter; nothing was changed.");
            }
        }
    }
}
