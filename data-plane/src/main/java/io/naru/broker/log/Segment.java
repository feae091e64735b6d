package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.disk.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One segment: a file of batches that begin at its base offset, and its indexes. Only the last segment of a log
/// grows; the shard writes, everybody reads. What readers may read of it stands in a [LogView].
final class Segment {
    private static final long NOT_LOADED = Long.MIN_VALUE;

    private final OpenFiles files;
    private final Path directory;
    private final long baseOffset;
    private final boolean compacted;
    private final AtomicReference<@Nullable OpenFile> open = new AtomicReference<>();
    private volatile boolean used;
    private boolean retired;

    /// What its files' names end with until a swap has given them their own.
    private volatile String provisionalSuffix = "";

    /// The index while the segment grows; afterwards it is read from its files when needed.
    private volatile @Nullable SegmentIndex growing;

    private volatile long size;
    private volatile long nextOffset;
    private volatile long maxTimestamp = NOT_LOADED;
    private long maxTimestampOffset;
    private long bytesSinceIndexEntry;
    private volatile long lastWrite = RecentWrites.NEVER;

    private Segment(OpenFiles files, Path directory, long baseOffset, boolean compacted) {
        this.files = files;
        this.directory = directory;
        this.baseOffset = baseOffset;
        this.compacted = compacted;
        this.nextOffset = baseOffset;
    }

    /// A segment that ends; its index is in its files.
    static Segment sealed(OpenFiles files, Path directory, long baseOffset, long size, long nextOffset) {
        return ended(files, directory, baseOffset, size, nextOffset, false);
    }

    /// A segment that compaction wrote: some of its offsets have no record. Its files bear provisional names until it
    /// is [#settled].
    static Segment compacted(OpenFiles files, Path directory, long baseOffset, long size, long nextOffset) {
        Segment segment = ended(files, directory, baseOffset, size, nextOffset, true);
        segment.provisionalSuffix = SegmentFiles.CLEANED;
        return segment;
    }

    private static Segment ended(
            OpenFiles files, Path directory, long baseOffset, long size, long nextOffset, boolean compacted) {
        var segment = new Segment(files, directory, baseOffset, compacted);
        segment.size = size;
        segment.nextOffset = nextOffset;
        return segment;
    }

    /// A segment that may grow, as yet empty.
    static Segment growing(OpenFiles files, Path directory, long baseOffset) {
        var segment = new Segment(files, directory, baseOffset, false);
        segment.growing = new SegmentIndex();
        segment.maxTimestamp = -1;
        return segment;
    }

    Path path() {
        return file(SegmentFiles.LOG);
    }

    private Path file(String suffix) {
        return SegmentFiles.file(directory, baseOffset, suffix + provisionalSuffix);
    }

    /// The files have got their own names.
    void settled() {
        provisionalSuffix = "";
    }

    long baseOffset() {
        return baseOffset;
    }

    boolean isCompacted() {
        return compacted;
    }

    boolean isGrowing() {
        return growing != null;
    }

    long size() {
        return size;
    }

    long nextOffset() {
        return nextOffset;
    }

    // ---- the shard's side

    /// Makes the file.
    void create() throws IOException {
        OpenFile file = new OpenFile(files.disk().open(path(), Disk.Open.CREATE_NEW));
        open.set(file);
        files.opened(this);
    }

    /// Writes one batch at the end. If the disk is full, the segment is as before: what there was room for is cut off
    /// again, for a segment that ended with half a batch would end the log at the next start.
    void append(OpenFile file, ByteBuffer batch, long lastOffset, long timestamp, int indexIntervalBytes)
            throws IOException {
        int bytes = batch.remaining();
        try {
            file.file().write(batch.duplicate(), size);
        } catch (DiskFullException noRoom) {
            file.file().truncate(size);
            throw noRoom;
        }
        lastWrite = files.recentWrites().passed(bytes);
        describe(bytes, lastOffset, timestamp, indexIntervalBytes);
    }

    /// Takes a batch that is in the file already, at the present end, into sizes and indexes.
    void describe(int bytes, long lastOffset, long timestamp, int indexIntervalBytes) {
        SegmentIndex index = growing;
        if (index == null) {
            throw new IllegalStateException(path() + " does not grow any more");
        }
        if (timestamp > maxTimestamp) {
            maxTimestamp = timestamp;
            maxTimestampOffset = lastOffset;
        }
        long position = size;
        if (bytesSinceIndexEntry > indexIntervalBytes) {
            index.addPlace(relative(lastOffset), (int) position);
            if (maxTimestamp >= 0) {
                index.addTime(maxTimestamp, relative(maxTimestampOffset));
            }
            bytesSinceIndexEntry = 0;
        }
        bytesSinceIndexEntry += bytes;
        size = position + bytes;
        nextOffset = lastOffset + 1;
    }

    /// Continues with an index that was read back, before anything is described.
    void resume(LogPosition end, SegmentIndex index) {
        growing = index;
        size = end.filePosition();
        nextOffset = end.offset();
        bytesSinceIndexEntry = size - index.positionFor(Integer.MAX_VALUE);
        maxTimestamp = index.lastTime();
        maxTimestampOffset = baseOffset + Math.max(0, index.lastTimeOffset());
    }

    /// The index of a growing segment, closed with the largest timestamp so far.
    SegmentIndex finishedIndex() {
        SegmentIndex index = growing;
        if (index == null) {
            throw new IllegalStateException(path() + " has its index on disk");
        }
        if (maxTimestamp >= 0) {
            index.addTime(maxTimestamp, relative(maxTimestampOffset));
        }
        return index;
    }

    /// From now on the index is in its files.
    void seal() {
        growing = null;
    }

    private int relative(long offset) {
        return Math.toIntExact(offset - baseOffset);
    }

    /// The segment is no part of the log any more: who holds its file goes on, nobody gets it anew. Its path may be
    /// another segment's from now on.
    void retire() {
        synchronized (this) {
            retired = true;
        }
        dropFile();
        files.closed(this);
    }

    // ---- anybody's side

    /// The open file, retained for the caller; null if the segment was retired.
    @Nullable
    OpenFile acquire() throws IOException {
        used = true;
        OpenFile file = open.get();
        if (file != null && file.tryRetain()) {
            return file;
        }
        return reopen();
    }

    /// The lock serves readers on several threads that find the file closed; whoever finds it open never takes it.
    private synchronized @Nullable OpenFile reopen() throws IOException {
        if (retired) {
            return null;
        }
        OpenFile file = open.get();
        if (file != null && file.tryRetain()) {
            return file;
        }
        file = new OpenFile(openFile());
        file.tryRetain();
        open.set(file);
        files.opened(this);
        return file;
    }

    /// A swap may give the file its own name at this moment.
    private DiskFile openFile() throws IOException {
        try {
            return files.disk().open(path(), Disk.Open.READ_WRITE);
        } catch (NoSuchFileException renamed) {
            return files.disk().open(SegmentFiles.log(directory, baseOffset), Disk.Open.READ_WRITE);
        }
    }

    private SegmentIndex loadIndex() throws IOException {
        return SegmentIndex.load(files.disk(), file(SegmentFiles.INDEX), file(SegmentFiles.TIME_INDEX));
    }

    /// Lets go of the open file; it closes when nobody holds it.
    void dropFile() {
        OpenFile file = open.getAndSet(null);
        if (file != null) {
            file.release();
        }
    }

    /// Whether the file was asked for since the last call.
    boolean wasUsed() {
        boolean answer = used;
        used = false;
        return answer;
    }

    /// How many bytes lie between the place where a search for an offset begins and a position, or -1 if that can't be
    /// told without the disk.
    long bytesFrom(long offset, long to) {
        SegmentIndex index = indexInMemory(open.get());
        return index == null ? -1 : to - index.positionFor(offset - baseOffset);
    }

    /// Whether reading from an offset on would not wait for the disk, the way there included.
    ///
    /// @param to where the segment ends for the reader
    boolean isInMemory(long offset, int maxBytes, long to) throws IOException {
        OpenFile file = open.get();
        SegmentIndex index = indexInMemory(file);
        if (file == null || index == null) {
            return false;
        }
        long from = index.positionFor(offset - baseOffset);
        if (size - from <= RecentWrites.TAIL_BYTES && files.recentWrites().remember(lastWrite)) {
            return true;
        }
        if (from >= to || !file.tryRetain()) {
            return false;
        }
        try {
            return file.file().isInMemory(from, Math.min(to - from, maxBytes + (long) FileBatches.SMALL_CHUNK_BYTES));
        } finally {
            file.release();
        }
    }

    /// Something else was read from the disk: it may have pushed out what was written before.
    void passedThroughMemory(int bytes) {
        files.recentWrites().passed(bytes);
    }

    private @Nullable SegmentIndex indexInMemory(@Nullable OpenFile file) {
        SegmentIndex index = growing;
        return index == null && file != null ? file.index : index;
    }

    SegmentIndex index(OpenFile file) throws IOException {
        SegmentIndex index = growing;
        if (index == null) {
            index = file.index;
        }
        if (index == null) {
            index = loadIndex();
            file.index = index;
        }
        return index;
    }

    /// The largest timestamp, or -1.
    long maxTimestamp() throws IOException {
        if (maxTimestamp == NOT_LOADED) {
            maxTimestamp = loadIndex().lastTime();
        }
        return maxTimestamp;
    }

    @Override
    public String toString() {
        return path().toString();
    }
}
