package io.naru.broker.controller.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An ordered, durable list of entries and a snapshot that stands for its beginning. Entries are
/// numbered from 1 without
/// gaps. All calls but [#keepSnapshot] come from one thread. After an [IOException] from `poll` or
/// `roll` nothing may be
/// asked any more: whether the last entries are durable is only known after a new start.
public interface Journal extends AutoCloseable {
    /// The largest entry taken.
    int LARGEST_ENTRY_BYTES = 128 << 10;

    /// Reads what is there: the snapshot, if any, then every entry after it. Must be called once, first.
    /// What was handed
    /// over is durable on return.
    ///
    /// @throws UnusableJournalException if what is stored is damaged or of a newer version
    void recover(Recovery recovery) throws IOException;

    /// Proposes an entry.
    ///
    /// @return false if there are too many under way; offer it again after a poll
    boolean offer(ByteBuffer entry);

    /// Hands over, in order, the entries that have become durable.
    ///
    /// @return how many
    int poll(Sink committed) throws IOException;

    /// How many entries and bytes have come since the last [#roll()], or were read by the recovery.
    long entriesSinceRoll();

    long bytesSinceRoll();

    /// Prepares a snapshot: everything handed over so far can be dropped once it is kept.
    ///
    /// @return the last entry the snapshot has to contain
    long roll() throws IOException;

    /// Stores a snapshot and drops the entries it stands for. From any thread, one at a time.
    ///
    /// @param index what [#roll()] returned
    void keepSnapshot(long index, ByteBuffer state) throws IOException;

    @Override
    void close() throws IOException;

    /// Takes entries; the buffer is valid during the call only.
    interface Sink {
        void entry(long index, ByteBuffer entry);
    }

    /// Takes what a recovery finds.
    interface Recovery extends Sink {
        /// The snapshot, before any entry.
        ///
        /// @param index the last entry in it
        void snapshot(long index, ByteBuffer state);
    }
}
