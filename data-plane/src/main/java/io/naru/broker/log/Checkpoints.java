package io.naru.broker.log;

import io.naru.broker.disk.AtomicFile;
import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A log's small files. Written by its shard and by the thread that syncs it, one at a time.
///
/// Each is: int8 version (1), uint32 CRC32C of the rest, then big-endian
/// - `log-start`: int64 offset. Replaced as a whole and synced: a deletion that was answered stays.
/// - `cleaned-up-to`: int64 offset. Replaced as a whole and synced: below it compaction may have left gaps.
/// - `leader-epochs`: int32 count, then int32 epoch and int64 start offset each. Replaced as a whole and synced
///   before a recovery point passes the epoch's start.
/// - `recovery-point`: int64 offset, int64 segment, int64 file position, int32 index bytes, int32 time index bytes,
///   uint32 CRC32C of those. What lies before is durable and needs no check. Only a hint: it is overwritten in
///   place and not synced; torn, it counts as absent and the whole log is checked.
final class Checkpoints {
    private static final byte VERSION = 1;
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;
    private static final int EPOCH_BYTES = Integer.BYTES + Long.BYTES;

    private final Disk disk;
    private final Path recoveryPointPath;
    private final AtomicFile logStart;
    private final AtomicFile cleanedUpTo;
    private final AtomicFile leaderEpochs;
    private int truncations;
    private EpochHistory writtenEpochs = EpochHistory.EMPTY;

    /// Up to where a log is durable, and how much of the last segment's index files describes what lies before;
    /// with -1 index bytes the index has to be built anew.
    record RecoveryPoint(LogPosition position, int indexBytes, int timeIndexBytes, int indexCrc) {
        private static final int BYTES = 3 * Long.BYTES + 3 * Integer.BYTES;
        private static final int NO_INDEX = -1;

        boolean hasIndex() {
            return indexBytes != NO_INDEX;
        }

        static RecoveryPoint withoutIndex(LogPosition position) {
            return new RecoveryPoint(position, NO_INDEX, 0, 0);
        }
    }

    Checkpoints(Disk disk, Path directory) {
        this.disk = disk;
        this.recoveryPointPath = directory.resolve("recovery-point");
        this.logStart = new AtomicFile(disk, directory.resolve("log-start"));
        this.cleanedUpTo = new AtomicFile(disk, directory.resolve("cleaned-up-to"));
        this.leaderEpochs = new AtomicFile(disk, directory.resolve("leader-epochs"));
    }

    long readLogStart() throws IOException {
        ByteBuffer content = intact(logStart);
        return content == null ? 0 : content.getLong();
    }

    synchronized void writeLogStart(long offset) throws IOException {
        logStart.write(sealed(prefixed(Long.BYTES).putLong(offset)));
    }

    long readCleanedUpTo() throws IOException {
        ByteBuffer content = intact(cleanedUpTo);
        return content == null ? 0 : content.getLong();
    }

    void writeCleanedUpTo(long offset) throws IOException {
        cleanedUpTo.write(sealed(prefixed(Long.BYTES).putLong(offset)));
    }

    synchronized EpochHistory readEpochs() throws IOException {
        ByteBuffer content = intact(leaderEpochs);
        if (content == null) {
            return EpochHistory.EMPTY;
        }
        int count = content.getInt();
        var starts = new ArrayList<EpochHistory.Start>();
        for (int i = 0; i < count; i++) {
            starts.add(new EpochHistory.Start(content.getInt(), content.getLong()));
        }
        writtenEpochs = new EpochHistory(starts);
        return writtenEpochs;
    }

    synchronized void writeEpochs(EpochHistory epochs) throws IOException {
        if (!epochs.equals(writtenEpochs)) {
            ByteBuffer content = prefixed(Integer.BYTES + epochs.starts().size() * EPOCH_BYTES);
            content.putInt(epochs.starts().size());
            epochs.starts().forEach(start -> content.putInt(start.epoch()).putLong(start.offset()));
            leaderEpochs.write(sealed(content));
            writtenEpochs = epochs;
        }
    }

    @Nullable
    RecoveryPoint readRecoveryPoint() throws IOException {
        try (DiskFile file = disk.open(recoveryPointPath, Disk.Open.READ_ONLY)) {
            ByteBuffer content = ByteBuffer.allocate(PREFIX_BYTES + RecoveryPoint.BYTES);
            file.read(content, 0);
            ByteBuffer checked = checked(content.flip());
            return checked == null || checked.remaining() < RecoveryPoint.BYTES
                    ? null
                    : new RecoveryPoint(
                            new LogPosition(checked.getLong(), checked.getLong(), checked.getLong()),
                            checked.getInt(),
                            checked.getInt(),
                            checked.getInt());
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    /// Writes a point that belongs to a number of truncations; an overtaken one is dropped.
    synchronized void writeRecoveryPoint(RecoveryPoint point, EpochHistory epochs, int asOfTruncations)
            throws IOException {
        if (asOfTruncations != truncations) {
            return;
        }
        writeEpochs(epochs);
        ByteBuffer content = prefixed(RecoveryPoint.BYTES)
                .putLong(point.position().offset())
                .putLong(point.position().segmentBaseOffset())
                .putLong(point.position().filePosition())
                .putInt(point.indexBytes())
                .putInt(point.timeIndexBytes())
                .putInt(point.indexCrc());
        Disk.Open mode = disk.exists(recoveryPointPath) ? Disk.Open.READ_WRITE : Disk.Open.CREATE_NEW;
        try (DiskFile file = disk.open(recoveryPointPath, mode)) {
            file.write(sealed(content), 0);
        }
    }

    /// Before a log is cut: no point written so far, nor one that is still under way, may vouch for what will be
    /// written anew. Durable on return.
    synchronized void beginTruncation(int newTruncations) throws IOException {
        truncations = newTruncations;
        new AtomicFile(disk, recoveryPointPath).delete();
    }

    private static ByteBuffer prefixed(int bytes) {
        return ByteBuffer.allocate(PREFIX_BYTES + bytes).put(VERSION).position(PREFIX_BYTES);
    }

    private static ByteBuffer sealed(ByteBuffer content) {
        content.flip();
        content.putInt(1, crc(content));
        return content;
    }

    /// What follows the prefix, or null if the file is absent. No crash leaves such a file damaged.
    private static @Nullable ByteBuffer intact(AtomicFile file) throws IOException {
        ByteBuffer content = file.read();
        if (content == null) {
            return null;
        }
        ByteBuffer checked = checked(content);
        if (checked == null) {
            throw new IOException(file.path() + " is damaged or of a newer version");
        }
        return checked;
    }

    /// What follows the prefix, or null if the file is absent, of another version or damaged.
    private static @Nullable ByteBuffer checked(@Nullable ByteBuffer content) {
        if (content == null
                || content.remaining() < PREFIX_BYTES
                || content.get(0) != VERSION
                || content.getInt(1) != crc(content)) {
            return null;
        }
        return content.position(PREFIX_BYTES);
    }

    private static int crc(ByteBuffer content) {
        var crc = new CRC32C();
        crc.update(content.duplicate().position(PREFIX_BYTES));
        return (int) crc.getValue();
    }
}
