package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Cuts the end of a log without cutting a file that somebody reads: the segment in question is copied up to the
/// cut, and the copy takes its name.
final class Truncation {
    private static final int COPY_BYTES = 1 << 20;

    private final OpenFiles files;
    private final Disk disk;
    private final Path directory;
    private final int indexIntervalBytes;

    /// The log's segments and end after the cut.
    record Cut(List<Segment> segments, LogPosition end) {}

    Truncation(OpenFiles files, Path directory, int indexIntervalBytes) {
        this.files = files;
        this.disk = files.disk();
        this.directory = directory;
        this.indexIntervalBytes = indexIntervalBytes;
    }

    /// Everything is durable on return. From the newest segment to the oldest, each step synced: a stop in between
    /// leaves a log that is too long, never one with a gap.
    Cut cut(LogView view, long offset) throws IOException {
        var kept = new ArrayList<>(view.segments());
        while (kept.size() > 1 && kept.getLast().baseOffset() >= offset) {
            Segment gone = kept.removeLast();
            gone.retire();
            SegmentFiles.delete(disk, directory, gone.baseOffset());
            disk.syncDirectory(directory);
        }
        Segment old = kept.removeLast();
        Segment shortened = shorten(old, offset, sizeIn(view, old));
        kept.add(shortened);
        return new Cut(
                List.copyOf(kept), new LogPosition(shortened.nextOffset(), shortened.baseOffset(), shortened.size()));
    }

    private static long sizeIn(LogView view, Segment segment) {
        return segment.baseOffset() == view.end().segmentBaseOffset()
                ? view.end().filePosition()
                : segment.size();
    }

    private Segment shorten(Segment old, long offset, long size) throws IOException {
        Path copyPath = SegmentFiles.file(directory, old.baseOffset(), SegmentFiles.LOG + SegmentFiles.TRUNCATED);
        Segment shortened = Segment.growing(files, directory, old.baseOffset());
        OpenFile source = old.acquire();
        if (source == null) {
            throw new IllegalStateException(old + " is no part of the log any more");
        }
        try (DiskFile copy = newFile(copyPath)) {
            var batches = new FileBatches(source.file(), 0, size, FileBatches.SMALL_CHUNK_BYTES);
            while (batches.next() && batches.batch().lastOffset() < offset) {
                shortened.describe(
                        batches.batch().sizeInBytes(),
                        batches.batch().lastOffset(),
                        batches.batch().maxTimestamp(),
                        indexIntervalBytes);
            }
            copy(source.file(), copy, shortened.size());
            copy.sync();
        } finally {
            source.release();
        }
        old.retire();
        SegmentFiles.deleteIndexes(disk, directory, old.baseOffset());
        disk.rename(copyPath, SegmentFiles.log(directory, old.baseOffset()));
        disk.syncDirectory(directory);
        return shortened;
    }

    private DiskFile newFile(Path path) throws IOException {
        disk.delete(path);
        return disk.open(path, Disk.Open.CREATE_NEW);
    }

    private static void copy(DiskFile from, DiskFile to, long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY_BYTES, Math.max(1, bytes)));
        for (long at = 0; at < bytes; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), bytes - at));
            int read = from.read(buffer, at);
            if (read == 0) {
                throw new IOException(from.path() + " ends at " + at + ", not at " + bytes);
            }
            to.write(buffer.flip(), at);
            at += read;
        }
    }
}
