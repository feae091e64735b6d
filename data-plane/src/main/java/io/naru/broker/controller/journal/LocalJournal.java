package io.naru.broker.controller.journal;

import io.naru.broker.disk.AtomicFile;
import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A journal in one directory: segments `<first index>.journal` of [Frame]s, and one file `snapshot`:
/// version (1 byte), CRC32C of the rest (4), index (8), state.
///
/// A group of entries is one write and one sync on the caller's thread. A segment begins only when
/// everything before it is durable, so only the last one can have an interrupted end.
/// docs/adr/0002-controller-journal.md says why.
public final class LocalJournal implements Journal {
    private static final String SUFFIX = ".journal";
    private static final byte SNAPSHOT_VERSION = 1;
    private static final int SNAPSHOT_HEADER_BYTES = 13;
    private static final int LARGEST_GROUP = 256;
    private static final int LARGEST_GROUP_BYTES = 4 << 20;
    private static final int LARGEST_SEGMENT_BYTES = 64 << 20;

    private final Disk disk;
    private final Path directory;
    private final AtomicFile snapshot;
    private final Object snapshotLock = new Object();
    private boolean closed;
    private final Deque<ByteBuffer> offered = new ArrayDeque<>();
    private int offeredBytes;
    private @Nullable DiskFile segment;
    private long segmentFirst;
    private long position;
    private long durable;
    private long entriesSinceRoll;
    private long bytesSinceRoll;

    public LocalJournal(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory.toAbsolutePath();
        this.snapshot = new AtomicFile(disk, this.directory.resolve("snapshot"));
    }

    @Override
    public void recover(Recovery recovery) throws IOException {
        makeDirectory();
        makeNamesDurable();
        long snapshotIndex = readSnapshot(recovery);
        durable = snapshotIndex;
        List<Long> segments = segmentsAfter(snapshotIndex);
        if (segments.isEmpty()) {
            if (snapshotIndex > 0) {
                throw missing(snapshotIndex + 1);
            }
            openNewSegment();
            return;
        }
        if (segments.getFirst() > snapshotIndex + 1) {
            throw missing(snapshotIndex + 1);
        }
        for (int next = 0; next < segments.size(); next++) {
            readSegment(segments, next, snapshotIndex, recovery);
        }
        entriesSinceRoll = durable - snapshotIndex;
    }

    private void makeDirectory() throws IOException {
        disk.createDirectories(directory);
        Path parent = directory.getParent();
        if (parent != null) {
            disk.syncDirectory(parent);
        }
    }

    /// A process that died may have left a snapshot's new name in the page cache only: what it replaces must not be
    /// removed before that name is durable.
    private void makeNamesDurable() throws IOException {
        disk.syncDirectory(directory);
    }

    /// @return the last entry the snapshot contains, 0 if there is none
    private long readSnapshot(Recovery recovery) throws IOException {
        ByteBuffer content = snapshot.read();
        if (content == null) {
            return 0;
        }
        if (content.hasRemaining() && content.get(0) != SNAPSHOT_VERSION) {
            throw new UnusableJournalException(
                    snapshot.path(),
                    "has version " + content.get(0) + "; this broker reads version " + SNAPSHOT_VERSION
                            + ". Start the broker that wrote it, or a newer one.");
        }
        if (content.remaining() < SNAPSHOT_HEADER_BYTES || content.getInt(1) != crc(content)) {
            throw new UnusableJournalException(
                    snapshot.path(), "is damaged. Restore the directory from a backup; nothing was changed.");
        }
        long index = content.getLong(5);
        recovery.snapshot(index, content.slice(SNAPSHOT_HEADER_BYTES, content.limit() - SNAPSHOT_HEADER_BYTES));
        return index;
    }

    /// The first indexes of the segments that hold something after the snapshot, or may come to; those
    /// before were left by a crash and are removed.
    private List<Long> segmentsAfter(long snapshotIndex) throws IOException {
        List<Long> segments = segments();
        int first = 0;
        while (first + 1 < segments.size() && segments.get(first + 1) <= snapshotIndex + 1) {
            disk.delete(path(segments.get(first)));
            first++;
        }
        return segments.subList(first, segments.size());
    }

    private void readSegment(List<Long> segments, int number, long snapshotIndex, Recovery recovery)
            throws IOException {
        long firstIndex = segments.get(number);
        boolean last = number == segments.size() - 1;
        boolean kept = false;
        DiskFile file = disk.open(path(firstIndex), Disk.Open.READ_WRITE);
        try {
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(content, 0);
            var scan = new SegmentScan(file.path(), firstIndex, content.flip());
            scan.read(snapshotIndex, recovery);
            if (!last && scan.nextIndex() != segments.get(number + 1)) {
                throw new UnusableJournalException(
                        file.path(),
                        "is damaged at byte " + scan.end() + ": its entries end before " + segments.get(number + 1)
                                + ", where the next file begins. Restore the directory from a backup; nothing was "
                                + "changed.");
            }
            durable = Math.max(durable, scan.nextIndex() - 1);
            if (last) {
                file.truncate(scan.end());
                writeAnew(file, content.slice(scan.lastGroup(), scan.end() - scan.lastGroup()), scan.lastGroup());
                file.sync();
                segment = file;
                kept = true;
                segmentFirst = firstIndex;
                position = scan.end();
            }
            bytesSinceRoll += scan.end();
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    /// The sync of the last group may have failed: then the page cache holds it and the disk does not, and another sync
    /// would find nothing to do (docs/adr/0007-failed-syncs.md).
    private static void writeAnew(DiskFile file, ByteBuffer lastGroup, long at) throws IOException {
        file.write(lastGroup, at);
    }

    private UnusableJournalException missing(long index) {
        return new UnusableJournalException(
                directory,
                "has lost a file: entry " + index + " is in none. Restore the directory from a backup; nothing was "
                        + "changed.");
    }

    @Override
    public boolean offer(ByteBuffer entry) {
        if (entry.remaining() > LARGEST_ENTRY_BYTES) {
            throw new IllegalArgumentException("an entry of " + entry.remaining() + " bytes is too large");
        }
        if (offered.size() == LARGEST_GROUP || offeredBytes + entry.remaining() > LARGEST_GROUP_BYTES) {
            return false;
        }
        offered.add(entry);
        offeredBytes += entry.remaining();
        return true;
    }

    @Override
    public int poll(Sink committed) throws IOException {
        if (offered.isEmpty()) {
            return 0;
        }
        ByteBuffer group = ByteBuffer.allocate(offeredBytes + offered.size() * Frame.HEADER_BYTES);
        long index = durable;
        for (ByteBuffer entry : offered) {
            Frame.write(group, ++index, durable, entry);
        }
        DiskFile file = open();
        int bytes = group.flip().remaining();
        file.write(group, position);
        file.sync();
        position += bytes;
        bytesSinceRoll += bytes;
        int count = offered.size();
        entriesSinceRoll += count;
        offeredBytes = 0;
        while (!offered.isEmpty()) {
            committed.entry(++durable, offered.remove());
        }
        if (position > LARGEST_SEGMENT_BYTES) {
            beginSegment();
        }
        return count;
    }

    @Override
    public long entriesSinceRoll() {
        return entriesSinceRoll;
    }

    @Override
    public long bytesSinceRoll() {
        return bytesSinceRoll;
    }

    @Override
    public long roll() throws IOException {
        if (position > 0) {
            beginSegment();
        }
        entriesSinceRoll = 0;
        bytesSinceRoll = 0;
        return durable;
    }

    private void beginSegment() throws IOException {
        open().close();
        openNewSegment();
    }

    @Override
    public void keepSnapshot(long index, ByteBuffer state) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(SNAPSHOT_HEADER_BYTES + state.remaining());
        content.put(SNAPSHOT_VERSION)
                .putInt(0)
                .putLong(index)
                .put(state.duplicate())
                .flip();
        content.putInt(1, crc(content));
        synchronized (snapshotLock) {
            if (closed) {
                return;
            }
            snapshot.write(content);
            // These need not be durable: what a crash brings back is removed at the next start.
            for (long first : segments()) {
                if (first <= index) {
                    disk.delete(path(first));
                }
            }
        }
    }

    /// Waits for a snapshot that is being written: the directory may be opened anew after this.
    @Override
    public void close() throws IOException {
        synchronized (snapshotLock) {
            closed = true;
        }
        DiskFile file = segment;
        segment = null;
        if (file != null) {
            file.close();
        }
    }

    private DiskFile open() {
        DiskFile file = segment;
        if (file == null) {
            throw new IllegalStateException("the journal was not recovered, or is closed");
        }
        return file;
    }

    private void openNewSegment() throws IOException {
        segmentFirst = durable + 1;
        position = 0;
        segment = disk.open(path(segmentFirst), Disk.Open.CREATE_NEW);
        disk.syncDirectory(directory);
    }

    private List<Long> segments() throws IOException {
        return disk.list(directory).stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                .sorted()
                .toList();
    }

    private Path path(long firstIndex) {
        return directory.resolve(String.format(Locale.ROOT, "%020d%s", firstIndex, SUFFIX));
    }

    /// Of the snapshot's bytes without the field itself.
    private static int crc(ByteBuffer content) {
        var crc = new CRC32C();
        crc.update(content.slice(0, 1));
        crc.update(content.slice(5, content.limit() - 5));
        return (int) crc.getValue();
    }
}
