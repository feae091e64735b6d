package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.log.Checkpoints.RecoveryPoint;
import io.naru.broker.record.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what a directory holds. Up to the recovery point the log is believed. What lies behind it is written
/// again, then every batch's checksum is read, and the log is cut at the first that is torn or out of order, whatever
/// follows. What remains is durable before anybody sees it. Why again: docs/adr/0007-failed-syncs.md.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int DIRECTORY_LEVELS = 4;

    private final OpenFiles files;
    private final Disk disk;
    private final Path directory;
    private final LogSettings settings;
    private final Checkpoints checkpoints;
    private final List<Segment> segments = new ArrayList<>();
    private EpochHistory epochs = EpochHistory.EMPTY;
    private long logStart;
    private long cleanedUpTo;

    /// A log as it was found.
    record Recovered(
            long logStartOffset, long cleanedUpTo, LogPosition end, EpochHistory epochs, List<Segment> segments) {}

    Recovery(OpenFiles files, Path directory, LogSettings settings, Checkpoints checkpoints) {
        this.files = files;
        this.disk = files.disk();
        this.directory = directory;
        this.settings = settings;
        this.checkpoints = checkpoints;
    }

    Recovered run(boolean stoppedCleanly) throws IOException {
        List<Path> entries = disk.list(directory);
        if (entries.isEmpty()) {
            return new Recovered(0, 0, LogPosition.ZERO, EpochHistory.EMPTY, List.of());
        }
        if (!stoppedCleanly) {
            // what follows deletes files because of others, whose names must not be lost when these are
            disk.syncDirectory(directory);
        }
        CompactionSwap.finish(disk, directory, checkpoints);
        NavigableSet<Long> logs = tidy(disk.list(directory));
        logStart = checkpoints.readLogStart();
        epochs = checkpoints.readEpochs();
        dropBelow(logs);
        cleanedUpTo = checkpoints.readCleanedUpTo();
        RecoveryPoint point = checkpoints.readRecoveryPoint();
        if (startIsMissing(logs, point)) {
            LOG.warn("{} has a gap from its start {} to offset {}: it is cut there", directory, logStart, logs.first());
            removeFrom(0, List.copyOf(logs));
            logs.clear();
        }
        LogPosition end = walk(new ArrayList<>(logs), point);
        if (end.offset() < logStart) {
            LOG.warn(
                    "{} ends at offset {}, below its start {}: it goes on from there",
                    directory,
                    end.offset(),
                    logStart);
            removeFrom(0, segments.stream().map(Segment::baseOffset).toList());
            segments.clear();
            end = new LogPosition(logStart, logStart, 0);
        }
        if (!stoppedCleanly || point == null || !point.position().equals(end)) {
            makeNamesDurable();
            checkpoints.writeRecoveryPoint(RecoveryPoint.withoutIndex(end), epochs.cutAt(end.offset()), 0);
        }
        long first = segments.isEmpty() ? end.offset() : segments.getFirst().baseOffset();
        return new Recovered(
                Math.max(logStart, first), cleanedUpTo, end, epochs.cutAt(end.offset()), List.copyOf(segments));
    }

    /// Removes what a stop left half done, and indexes without a log.
    private NavigableSet<Long> tidy(List<Path> entries) throws IOException {
        var logs = new TreeSet<Long>();
        for (Path entry : entries) {
            Long base = SegmentFiles.baseOffset(entry, SegmentFiles.LOG);
            if (base != null) {
                logs.add(base);
            }
        }
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            boolean leftOver = name.endsWith(SegmentFiles.CLEANED) || name.endsWith(SegmentFiles.TRUNCATED);
            if (leftOver
                    || isOrphan(SegmentFiles.baseOffset(entry, SegmentFiles.INDEX), logs)
                    || isOrphan(SegmentFiles.baseOffset(entry, SegmentFiles.TIME_INDEX), logs)) {
                disk.delete(entry);
            }
        }
        return logs;
    }

    private static boolean isOrphan(@Nullable Long base, Set<Long> logs) {
        return base != null && !logs.contains(base);
    }

    private void dropBelow(NavigableSet<Long> logs) throws IOException {
        while (logs.size() > 1 && second(logs) <= logStart) {
            SegmentFiles.delete(disk, directory, logs.pollFirst());
        }
    }

    /// Whether the first segment was never durable though a later one is there. A recovery point beyond it says
    /// otherwise.
    private boolean startIsMissing(NavigableSet<Long> logs, @Nullable RecoveryPoint point) {
        return !logs.isEmpty()
                && logs.first() > logStart
                && (point == null || point.position().offset() < logs.first());
    }

    private static long second(NavigableSet<Long> sorted) {
        Long second = sorted.higher(sorted.first());
        return second == null ? Long.MAX_VALUE : second;
    }

    private LogPosition walk(List<Long> bases, @Nullable RecoveryPoint point) throws IOException {
        long believedBelow = point == null ? 0 : point.position().segmentBaseOffset();
        LogPosition end = bases.isEmpty() ? LogPosition.ZERO : new LogPosition(bases.getFirst(), bases.getFirst(), 0);
        for (int i = 0; i < bases.size(); i++) {
            long base = bases.get(i);
            boolean last = i + 1 == bases.size();
            if (!last && bases.get(i + 1) <= believedBelow) {
                long size = sizeOf(base);
                segments.add(Segment.sealed(files, directory, base, size, bases.get(i + 1)));
                end = new LogPosition(bases.get(i + 1), base, size);
                continue;
            }
            Segment segment = Segment.growing(files, directory, base);
            segments.add(segment);
            boolean whole = scan(segment, point);
            end = new LogPosition(segment.nextOffset(), base, segment.size());
            if (!whole) {
                removeFrom(i + 1, bases);
                break;
            }
            if (!last && isGap(end.offset(), bases.get(i + 1))) {
                LOG.warn(
                        "{} has a gap from offset {} to {}: it is cut there",
                        directory,
                        end.offset(),
                        bases.get(i + 1));
                removeFrom(i + 1, bases);
                break;
            }
            if (!last) {
                seal(segment);
            }
        }
        // compaction may have taken the last records below: their offsets are never given again
        return end.atLeast(cleanedUpTo);
    }

    /// Whether a segment is missing: only below the log start and what was compacted may offsets have no record.
    private boolean isGap(long end, long nextBase) {
        return nextBase != end && nextBase > Math.max(cleanedUpTo, logStart);
    }

    /// Describes a segment's batches and cuts it behind the last good one; false if it held bytes there. Durable on
    /// return. One open file from the first write to the sync, so that the sync tells of every write that failed.
    private boolean scan(Segment segment, @Nullable RecoveryPoint point) throws IOException {
        try (DiskFile file = disk.open(segment.path(), Disk.Open.READ_WRITE)) {
            long size = file.size();
            long believed = resume(segment, size, point);
            writeAnew(file, believed, size);
            var batches = new FileBatches(file, segment.size(), size, FileBatches.LARGE_CHUNK_BYTES);
            while (batches.next()) {
                Batch batch = batches.batch();
                boolean inOrder = batch.baseOffset() >= segment.nextOffset()
                        && batch.lastOffset() - segment.baseOffset() <= Integer.MAX_VALUE;
                if (!inOrder || (batches.position() >= believed && !batches.isIntact())) {
                    break;
                }
                epochs = epochs.withEpoch(batch.leaderEpoch(), batch.baseOffset());
                segment.describe(
                        batch.sizeInBytes(), batch.lastOffset(), batch.maxTimestamp(), settings.indexIntervalBytes());
            }
            boolean whole = segment.size() == size;
            if (!whole) {
                LOG.warn("{} is cut at position {}: what follows is torn", segment, segment.size());
                file.truncate(segment.size());
            }
            if (!whole || believed < size) {
                file.sync();
            }
            return whole;
        }
    }

    /// Before it is looked at: a page that the disk never got may be forgotten between a look and the write, and the
    /// disk's content be written in place of what was believed.
    private static void writeAnew(DiskFile file, long from, long to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(Math.clamp(to - from, 0, FileBatches.LARGE_CHUNK_BYTES));
        for (long at = from; at < to; ) {
            int read = file.read(chunk.clear(), at);
            if (read == 0) {
                throw new IOException(file.path() + " ends at " + at + ", not at " + to);
            }
            file.write(chunk.flip(), at);
            at += read;
        }
    }

    /// Takes the index up to the recovery point from its files where they are as they were left.
    ///
    /// @return the file position up to which no checksum has to be read
    private long resume(Segment segment, long size, @Nullable RecoveryPoint point) throws IOException {
        if (point == null
                || point.position().segmentBaseOffset() != segment.baseOffset()
                || segment.baseOffset() < cleanedUpTo // rewritten since, perhaps
                || point.position().filePosition() > size) {
            return 0;
        }
        if (point.hasIndex()) {
            ByteBuffer places = prefix(segment, SegmentFiles.INDEX, point.indexBytes());
            ByteBuffer times = prefix(segment, SegmentFiles.TIME_INDEX, point.timeIndexBytes());
            if (places != null && times != null && crc(places, times) == point.indexCrc()) {
                segment.resume(point.position(), SegmentIndex.of(places, times));
            }
        }
        return point.position().filePosition();
    }

    private @Nullable ByteBuffer prefix(Segment segment, String suffix, int bytes) throws IOException {
        ByteBuffer content = SegmentIndex.read(disk, SegmentFiles.file(directory, segment.baseOffset(), suffix));
        return content == null || content.remaining() < bytes ? null : content.limit(bytes);
    }

    static int crc(ByteBuffer places, ByteBuffer times) {
        var crc = new CRC32C();
        crc.update(places.duplicate());
        crc.update(times.duplicate());
        return (int) crc.getValue();
    }

    /// Removes segments from the newest to the oldest, so that no stop in between leaves a gap.
    private void removeFrom(int first, List<Long> bases) throws IOException {
        for (int i = bases.size() - 1; i >= first; i--) {
            SegmentFiles.delete(disk, directory, bases.get(i));
            disk.syncDirectory(directory);
        }
    }

    private void seal(Segment segment) throws IOException {
        SegmentIndex index = segment.finishedIndex();
        for (OpenFile written : SegmentFiles.writeIndexes(disk, directory, segment.baseOffset(), index)) {
            written.file().sync();
            written.release();
        }
        segment.seal();
    }

    private long sizeOf(long base) throws IOException {
        try (DiskFile file = disk.open(SegmentFiles.log(directory, base), Disk.Open.READ_ONLY)) {
            return file.size();
        }
    }

    private void makeNamesDurable() throws IOException {
        for (Path changed : withParents(directory)) {
            disk.syncDirectory(changed);
        }
    }

    /// A partition's directory, its topic's, the one that holds all topics and the one above: where a first append
    /// may have made a name.
    static List<Path> withParents(Path directory) {
        var paths = new ArrayList<Path>();
        Path at = directory.toAbsolutePath();
        for (int i = 0; i < DIRECTORY_LEVELS && at != null; i++) {
            paths.add(at);
            at = at.getParent();
        }
        return paths;
    }
}
