package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.log.CompactionSwap.Exchange;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One compaction of a log, in turns between the shard and a background thread: planned by
/// [PartitionLog#planCompaction], [#run] over segments that do not change any more, looked at by [PartitionLog#takes],
/// [#decide]d, shown to readers by [PartitionLog#swap], and [#finish]ed. From the look on nothing else may change
/// the log's segments but appends. Of each key only the
/// last record is kept, in its place and at its offset; one without a value is dropped too once it is old enough.
public final class Compaction {
    /// Keys of one run take about this much memory at most; what does not fit is left for the next run.
    private static final long LARGEST_KEYS_BYTES = 128L << 20;

    private static final int BYTES_A_KEY = 96;

    private final OpenFiles files;
    private final Disk disk;
    private final Path directory;
    private final LogSettings settings;
    private final Checkpoints checkpoints;
    private final List<Segment> sources;
    private final long firstDirtyOffset;
    private final long nowMs;
    private final int truncations;
    private final List<Replacement> replacements = new ArrayList<>();
    private long cleanedUpTo;
    private boolean done;

    /// Segments and the one that takes their place, whose files are written.
    record Replacement(List<Segment> old, Segment fresh) {
        Exchange exchange() {
            return new Exchange(
                    fresh.baseOffset(), old.stream().map(Segment::baseOffset).toList());
        }
    }

    /// @param sources in order, none of them growing
    /// @param firstDirtyOffset below it every key stands once
    Compaction(
            OpenFiles files,
            Path directory,
            LogSettings settings,
            Checkpoints checkpoints,
            List<Segment> sources,
            long firstDirtyOffset,
            long nowMs,
            int truncations) {
        this.files = files;
        this.disk = files.disk();
        this.directory = directory;
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.sources = sources;
        this.firstDirtyOffset = firstDirtyOffset;
        this.nowMs = nowMs;
        this.truncations = truncations;
    }

    /// Writes the new segments beside the old ones, durably. Blocks; for a background thread. If a source is
    /// deleted meanwhile the run ends with nothing to swap.
    public void run() throws IOException {
        Map<ByteBuffer, Long> lastOffsets = new HashMap<>();
        int covered = readKeys(lastOffsets);
        for (List<Segment> group : groups(sources.subList(0, Math.max(0, covered)))) {
            Segment fresh = clean(group, lastOffsets);
            if (fresh == null) {
                replacements.clear();
                return;
            }
            replacements.add(new Replacement(group, fresh));
        }
        if (!replacements.isEmpty()) {
            disk.syncDirectory(directory);
            cleanedUpTo = replacements.getLast().fresh().nextOffset();
            done = true;
        }
    }

    /// Decides for the new segments, durably: from here on every start goes through with it. Blocks.
    public void decide() throws IOException {
        CompactionSwap.begin(
                disk,
                directory,
                cleanedUpTo,
                replacements.stream().map(Replacement::exchange).toList());
    }

    /// Gives the new segments the names of the old ones, durably. Blocks.
    public void finish() throws IOException {
        CompactionSwap.finish(disk, directory, checkpoints);
        replacements.forEach(replacement -> replacement.fresh().settled());
    }

    long cleanedUpTo() {
        return cleanedUpTo;
    }

    List<Replacement> replacements() {
        return replacements;
    }

    /// Notes the last offset of each key from the first dirty offset on.
    ///
    /// @return how many sources are covered; -1 if one was deleted
    private int readKeys(Map<ByteBuffer, Long> lastOffsets) throws IOException {
        long bytes = 0;
        var cursor = new RecordCursor();
        for (int i = 0; i < sources.size(); i++) {
            Segment source = sources.get(i);
            if (source.nextOffset() <= firstDirtyOffset) {
                continue;
            }
            if (bytes > LARGEST_KEYS_BYTES) {
                return i;
            }
            OpenFile file = source.acquire();
            if (file == null) {
                return -1;
            }
            try {
                var batches = new FileBatches(file.file(), 0, source.size(), FileBatches.LARGE_CHUNK_BYTES);
                while (batches.next()) {
                    batches.loadWhole();
                    bytes += noteKeys(cursor.open(batches.batch()), lastOffsets);
                }
            } finally {
                file.release();
            }
        }
        return sources.size();
    }

    private static long noteKeys(RecordCursor cursor, Map<ByteBuffer, Long> lastOffsets) {
        long bytes = 0;
        while (cursor.next()) {
            ByteBuffer key = cursor.key();
            if (key == null) {
                continue;
            }
            if (lastOffsets.replace(key, cursor.offset()) == null) {
                byte[] copy = new byte[key.remaining()];
                key.get(copy);
                lastOffsets.put(ByteBuffer.wrap(copy), cursor.offset());
                bytes += copy.length + BYTES_A_KEY;
            }
        }
        return bytes;
    }

    /// Neighbours that fit into one segment.
    private List<List<Segment>> groups(List<Segment> segments) {
        var groups = new ArrayList<List<Segment>>();
        long bytes = 0;
        for (Segment segment : segments) {
            List<Segment> group = groups.isEmpty() ? null : groups.getLast();
            if (group == null
                    || bytes + segment.size() > settings.segmentBytes()
                    || segment.nextOffset() - group.getFirst().baseOffset() > Integer.MAX_VALUE) {
                group = new ArrayList<>();
                groups.add(group);
                bytes = 0;
            }
            group.add(segment);
            bytes += segment.size();
        }
        return groups;
    }

    /// Writes what a group keeps; null if one of its segments was deleted.
    private @Nullable Segment clean(List<Segment> group, Map<ByteBuffer, Long> lastOffsets) throws IOException {
        long base = group.getFirst().baseOffset();
        try (var writer = new CleanedSegment(disk, directory, base, settings.indexIntervalBytes())) {
            var cleaner = new BatchCleaner(lastOffsets, nowMs, settings.deleteRetentionMs());
            for (Segment source : group) {
                OpenFile file = source.acquire();
                if (file == null) {
                    return null;
                }
                try {
                    var batches = new FileBatches(file.file(), 0, source.size(), FileBatches.LARGE_CHUNK_BYTES);
                    while (batches.next()) {
                        batches.loadWhole();
                        writer.append(cleaner.clean(batches.batch()));
                    }
                } finally {
                    file.release();
                }
            }
            long size = writer.finish();
            return Segment.compacted(
                    files, directory, base, size, group.getLast().nextOffset());
        }
    }

    /// The part of a log's segments that may be compacted now, and whether it is worth it.
    static @Nullable List<Segment> candidates(LogView view, LogSettings settings, long limit, long firstDirtyOffset) {
        var candidates = new ArrayList<Segment>();
        long clean = 0;
        long dirty = 0;
        for (Segment segment : view.segments()) {
            if (segment.isGrowing() || segment.nextOffset() > limit) {
                break;
            }
            candidates.add(segment);
            if (segment.nextOffset() <= firstDirtyOffset) {
                clean += segment.size();
            } else {
                dirty += segment.size();
            }
        }
        boolean worthIt = dirty > 0 && dirty >= settings.minCleanableDirtyRatio() * (clean + dirty);
        return worthIt ? candidates : null;
    }

    /// Whether nothing happened to the sources that would make the new segments wrong.
    boolean fits(List<Segment> present, int presentTruncations) {
        return done && truncations == presentTruncations && present.containsAll(sources);
    }
}
