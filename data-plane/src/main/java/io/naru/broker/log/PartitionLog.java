package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFullException;
import io.naru.broker.log.Checkpoints.RecoveryPoint;
import io.naru.broker.record.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One partition's log, the writer's side: one thread, its shard's, calls every method but [#view]. Appends go to
/// the page cache; [#dirty], [GroupCommit#sync] and [#completed] make them durable. After a [LogFailedException]
/// nothing can be changed any more until the log is opened again.
public final class PartitionLog {
    /// A recovery point is written each time this much was appended, so that no restart has to check more.
    private static final long RECOVERY_POINT_EVERY_BYTES = 4L << 20;

    private final OpenFiles files;
    private final Disk disk;
    private final Path directory;
    private final Checkpoints checkpoints;
    private final DirtyFiles dirty = new DirtyFiles();
    private final Batch batch = new Batch();

    private LogSettings settings;
    private List<Segment> segments;
    private LogPosition end;
    private LogPosition syncedEnd;
    private long logStartOffset;
    private EpochHistory epochs;
    private long activeSinceMs = NEVER;
    private long bytesSinceRecoveryPoint;

    /// Whether the last recovery point lies before the end.
    private boolean grown;

    private int truncations;
    private long cleanedUpTo;
    private boolean closed;
    private @Nullable LogFailedException failure;
    private volatile LogView view;

    private static final long NEVER = -1;

    private PartitionLog(
            OpenFiles files, Path directory, LogSettings settings, Checkpoints checkpoints, Recovery.Recovered found) {
        this.files = files;
        this.disk = files.disk();
        this.directory = directory;
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.segments = found.segments();
        this.end = found.end();
        this.syncedEnd = end;
        this.logStartOffset = found.logStartOffset();
        this.epochs = found.epochs();
        this.cleanedUpTo = found.cleanedUpTo();
        this.view = new LogView(logStartOffset, end, epochs, segments);
    }

    /// Opens the log of a directory, or an empty one if there is none (it is made by the first append). Blocks;
    /// what it returns is durable as it stands.
    ///
    /// @param stoppedCleanly whether this broker's last run closed its logs in order; false for a log that failed
    public static PartitionLog open(OpenFiles files, Path directory, LogSettings settings, boolean stoppedCleanly)
            throws IOException {
        var checkpoints = new Checkpoints(files.disk(), directory);
        var recovery = new Recovery(files, directory, settings, checkpoints);
        return new PartitionLog(files, directory, settings, checkpoints, recovery.run(stoppedCleanly));
    }

    // ---- looking

    /// What readers may use, from any thread.
    public LogView view() {
        return view;
    }

    public LogPosition end() {
        return end;
    }

    /// Everything below is durable.
    public long syncedOffset() {
        return syncedEnd.offset();
    }

    public Path directory() {
        return directory;
    }

    public LogSettings settings() {
        return settings;
    }

    /// Changes how the log is kept from now on.
    public void change(LogSettings newest) {
        settings = newest;
    }

    /// Gives whole batches in order, on this thread; see [LogView#replay].
    public long replay(long fromOffset, Consumer<Batch> consumer) throws IOException {
        return view.replay(fromOffset, end, Integer.MAX_VALUE, consumer);
    }

    // ---- appending

    /// Notes that a leader epoch begins at the log's end, though nothing was written in it yet.
    public void beginEpoch(int leaderEpoch) {
        epochs = epochs.withEpoch(leaderEpoch, end.offset());
        publish();
    }

    /// Appends one checked batch: sets its base offset and leader epoch in place and writes it. It is readable at
    /// once, durable after the next sync.
    ///
    /// @param oneBatch writable; its position stays
    /// @param baseOffset at or above the log's end
    /// @throws IllegalArgumentException if the offset or the epoch goes back
    /// @throws DiskFullException if there is no room: the log is as before
    public AppendResult append(ByteBuffer oneBatch, long baseOffset, int leaderEpoch, long nowMs)
            throws LogFailedException, DiskFullException {
        requireWritable();
        if (baseOffset < end.offset() || leaderEpoch < epochs.latestEpoch()) {
            throw new IllegalArgumentException("offset " + baseOffset + " of epoch " + leaderEpoch
                    + " cannot follow offset " + end.offset() + " of epoch " + epochs.latestEpoch());
        }
        batch.wrap(oneBatch, oneBatch.position());
        batch.setBaseOffset(baseOffset);
        batch.setLeaderEpoch(leaderEpoch);
        long lastOffset = batch.lastOffset();
        try {
            Segment before = segments.isEmpty() ? null : segments.getLast();
            Segment active = roomFor(oneBatch.remaining(), lastOffset, nowMs);
            OpenFile file = dirty.hold(active);
            active.append(file, oneBatch, lastOffset, batch.maxTimestamp(), settings.indexIntervalBytes());
            bytesSinceRecoveryPoint += oneBatch.remaining();
            grown = true;
            epochs = epochs.withEpoch(leaderEpoch, baseOffset);
            end = new LogPosition(lastOffset + 1, active.baseOffset(), active.size());
            publish();
            return new AppendResult(baseOffset, lastOffset, end, before != null && before != active);
        } catch (DiskFullException noRoom) {
            throw noRoom;
        } catch (IOException writeFailure) {
            throw fail(writeFailure);
        }
    }

    private Segment roomFor(int bytes, long lastOffset, long nowMs) throws IOException {
        if (segments.isEmpty()) {
            disk.createDirectories(directory);
            dirty.add(Recovery.withParents(directory));
            return begin(nowMs);
        }
        Segment active = segments.getLast();
        if (active.size() == 0) {
            activeSinceMs = nowMs;
            return active;
        }
        boolean full = active.size() + bytes > settings.segmentBytes()
                || lastOffset - active.baseOffset() > Integer.MAX_VALUE
                || nowMs - activeSince(active) >= settings.segmentMs();
        return full ? roll(nowMs) : active;
    }

    /// When the active segment's first batch came; after a restart, its time.
    private long activeSince(Segment active) throws IOException {
        if (activeSinceMs == NEVER) {
            OpenFile file = dirty.hold(active);
            var batches = new FileBatches(file.file(), 0, active.size(), FileBatches.SMALL_CHUNK_BYTES);
            activeSinceMs = batches.next() ? Math.max(0, batches.batch().maxTimestamp()) : 0;
        }
        return activeSinceMs;
    }

    private Segment roll(long nowMs) throws IOException {
        Segment full = segments.getLast();
        dirty.hold(full);
        for (OpenFile index : SegmentFiles.writeIndexes(disk, directory, full.baseOffset(), full.finishedIndex())) {
            dirty.add(index);
        }
        Segment fresh = begin(nowMs);
        full.seal();
        grown = true;
        bytesSinceRecoveryPoint = RECOVERY_POINT_EVERY_BYTES;
        return fresh;
    }

    private Segment begin(long nowMs) throws IOException {
        Segment segment = Segment.growing(files, directory, end.offset());
        segment.create();
        dirty.add(List.of(directory));
        var longer = new ArrayList<>(segments);
        longer.add(segment);
        segments = List.copyOf(longer);
        activeSinceMs = nowMs;
        end = new LogPosition(end.offset(), segment.baseOffset(), 0);
        return segment;
    }

    // ---- making durable

    /// What has to be synced for the log to be durable up to its present end.
    public SyncPoint dirty() {
        boolean due = bytesSinceRecoveryPoint >= RECOVERY_POINT_EVERY_BYTES;
        LogPosition upTo = end;
        EpochHistory history = epochs;
        int asOf = truncations;
        if (due) {
            bytesSinceRecoveryPoint = 0;
        }
        return dirty.point(upTo, asOf, () -> {
            if (due) {
                checkpoints.writeRecoveryPoint(RecoveryPoint.withoutIndex(upTo), history, asOf);
            }
        });
    }

    /// Takes note that a point was synced.
    ///
    /// @return the offset below which everything is durable
    public long completed(SyncPoint point) {
        if (point.truncations() == truncations) {
            dirty.completed(point);
            if (point.end().offset() > syncedEnd.offset()) {
                syncedEnd = point.end();
            }
        }
        return syncedEnd.offset();
    }

    // ---- deleting

    /// Plans to move the log start up to an offset.
    ///
    /// @param offset at most the high watermark
    /// @return null if it is there already
    /// @throws IllegalArgumentException if it is above the log's end
    public @Nullable StartMove planStart(long offset) throws LogFailedException {
        requireWritable();
        if (offset > end.offset()) {
            throw new IllegalArgumentException("offset " + offset + " is above the log's end " + end.offset());
        }
        return offset <= logStartOffset ? null : new StartMove(disk, directory, checkpoints, offset);
    }

    /// Begins the log at the offset of a move that is durable.
    public void moved(StartMove move) {
        logStartOffset = move.offset();
        epochs = epochs.cutBefore(move.offset());
        int gone = 0;
        while (gone + 1 < segments.size() && segments.get(gone + 1).baseOffset() <= move.offset()) {
            gone++;
        }
        List<Segment> doomed = segments.subList(0, gone);
        segments = List.copyOf(segments.subList(gone, segments.size()));
        publish();
        doomed.forEach(Segment::retire);
        move.dooms(doomed);
    }

    /// The log start that retention wants.
    @FunctionalInterface
    public interface Expiry {
        /// Blocks: it may read index files.
        ///
        /// @return the present start if nothing is too old or too much
        long start() throws IOException;
    }

    /// Asks how far retention goes, to be answered on a background thread.
    ///
    /// @param limitOffset the high watermark: nothing at or above it is deleted
    public Expiry expiry(long nowMs, long limitOffset) {
        LogView now = view;
        LogSettings by = settings;
        return () -> Retention.newLogStart(now, by, nowMs, limitOffset);
    }

    /// Plans to move the log start up to where retention wants it, to the end of the last segment even.
    ///
    /// @return null if it is there already
    public @Nullable StartMove planExpiry(long start, long nowMs) throws LogFailedException {
        StartMove move = planStart(start);
        if (move != null && start == end.offset() && segments.getLast().size() > 0) {
            try {
                roll(nowMs);
                publish();
            } catch (DiskFullException noRoom) {
                return planStart(segments.getLast().baseOffset());
            } catch (IOException writeFailure) {
                throw fail(writeFailure);
            }
        }
        return move;
    }

    /// Cuts the log so that it ends at or before an offset, at a batch's border; durable on return. Readers of what
    /// is cut keep what they hold.
    ///
    /// @throws IllegalArgumentException if the offset is below the log start, or below what was compacted and so
    ///     was below the high watermark
    public void truncateTo(long offset) throws LogFailedException {
        requireWritable();
        if (offset < Math.max(logStartOffset, cleanedUpTo)) {
            throw new IllegalArgumentException("offset " + offset + " is below the log start " + logStartOffset
                    + " or below " + cleanedUpTo + ", up to where the log was compacted");
        }
        if (offset >= end.offset()) {
            return;
        }
        try {
            new GroupCommit(disk).sync(List.of(dirty()));
            dirty.clear();
            truncations++;
            checkpoints.beginTruncation(truncations);
            var truncation = new Truncation(files, directory, settings.indexIntervalBytes());
            Truncation.Cut cut = truncation.cut(view, offset);
            segments = cut.segments();
            // the log start may lie within the batch that was cut
            end = cut.end().atLeast(logStartOffset);
            syncedEnd = end;
            grown = true;
            activeSinceMs = NEVER;
            epochs = epochs.cutAt(end.offset());
            checkpoints.writeEpochs(epochs);
            publish();
        } catch (IOException writeFailure) {
            throw fail(writeFailure);
        }
    }

    // ---- compacting

    /// Looks whether the log is worth a compaction, and plans it: over whole segments that are durable and lie
    /// below the high watermark. One at a time for a log.
    ///
    /// @return null if there is nothing to gain yet
    public @Nullable Compaction planCompaction(long nowMs, LogPosition highWatermark) {
        if (!settings.cleanupPolicy().compacts() || failure != null || closed) {
            return null;
        }
        long limit = Math.min(highWatermark.offset(), syncedEnd.offset());
        List<Segment> sources = Compaction.candidates(view, settings, limit, cleanedUpTo);
        return sources == null
                ? null
                : new Compaction(files, directory, settings, checkpoints, sources, cleanedUpTo, nowMs, truncations);
    }

    /// Whether a compaction that ran still fits. One that does not, because the log was cut or its start moved
    /// meanwhile, is dropped; so is one that ended with nothing.
    public boolean takes(Compaction compaction) {
        return failure == null && !closed && compaction.fits(segments, truncations);
    }

    /// Puts the segments of a compaction that is decided in the place of those it read.
    public void swap(Compaction compaction) {
        var swapped = new ArrayList<>(segments);
        for (Compaction.Replacement replacement : compaction.replacements()) {
            int at = swapped.indexOf(replacement.old().getFirst());
            swapped.removeAll(replacement.old());
            swapped.add(at, replacement.fresh());
        }
        segments = List.copyOf(swapped);
        cleanedUpTo = compaction.cleanedUpTo();
        publish();
        compaction.replacements().forEach(replacement -> replacement.old().forEach(Segment::retire));
    }

    // ---- ending

    /// A sync or a write beside the log's own failed: from here on the log is as after a [LogFailedException].
    public void fail(String reason) {
        if (failure == null) {
            failure = new LogFailedException(directory, new IOException(reason));
        }
    }

    /// Makes everything durable, notes where the log ends, and closes it; slices in flight stay readable. A failed
    /// log is only closed: a second sync would prove nothing.
    public void close() throws LogFailedException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (failure == null && !segments.isEmpty()) {
                finish();
            }
        } catch (IOException syncFailure) {
            throw fail(syncFailure);
        } finally {
            release();
        }
    }

    private void finish() throws IOException {
        new GroupCommit(disk).sync(List.of(dirty()));
        if (grown) {
            Segment active = segments.getLast();
            SegmentIndex index = active.finishedIndex();
            SegmentFiles.writeIndexes(disk, directory, active.baseOffset(), index)
                    .forEach(OpenFile::release);
            ByteBuffer places = index.placeBytes();
            ByteBuffer times = index.timeBytes();
            var point = new RecoveryPoint(end, places.remaining(), times.remaining(), Recovery.crc(places, times));
            checkpoints.writeRecoveryPoint(point, epochs, truncations);
        }
    }

    /// Closes the log and removes its directory with all that is in it.
    public void delete() throws LogFailedException {
        closed = true;
        release();
        try {
            disk.deleteRecursively(directory);
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null && disk.exists(parent)) {
                disk.syncDirectory(parent);
            }
        } catch (IOException writeFailure) {
            throw fail(writeFailure);
        }
    }

    private void release() {
        dirty.clear();
        segments.forEach(Segment::retire);
    }

    // ---- inside

    private void publish() {
        view = new LogView(logStartOffset, end, epochs, segments);
    }

    private void requireWritable() throws LogFailedException {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IllegalStateException("the log in " + directory + " is closed");
        }
    }

    private LogFailedException fail(IOException cause) {
        LogFailedException failed =
                cause instanceof LogFailedException already ? already : new LogFailedException(directory, cause);
        failure = failed;
        return failed;
    }
}
