package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.record.Batch;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the tests of this room say often.
final class Logs {
    static final Path DIRECTORY = Path.of("/data/topic/0");
    static final LogSettings SETTINGS = LogSettings.DEFAULT.withSegmentBytes(1_000);

    private Logs() {}

    static PartitionLog open(Disk disk) throws IOException {
        return open(disk, SETTINGS);
    }

    static PartitionLog open(Disk disk, LogSettings settings) throws IOException {
        return PartitionLog.open(new OpenFiles(disk), DIRECTORY, settings, false);
    }

    static ByteBuffer batch(long timestampMs, String... values) {
        var builder = new BatchBuilder();
        for (String value : values) {
            builder.add(timestampMs, null, value.getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    static AppendResult append(PartitionLog log, String... values) throws IOException {
        return append(log, 1_000, values);
    }

    static AppendResult append(PartitionLog log, long nowMs, String... values) throws IOException {
        return log.append(
                batch(nowMs, values), log.end().offset(), Math.max(0, log.view().latestEpoch()), nowMs);
    }

    static void sync(Disk disk, PartitionLog log) throws IOException {
        SyncPoint point = log.dirty();
        new GroupCommit(disk).sync(List.of(point));
        log.completed(point);
    }

    static void deleteBefore(PartitionLog log, long offset) throws IOException {
        move(log, log.planStart(offset));
    }

    /// Whether the log start moved.
    static boolean enforceRetention(PartitionLog log, long nowMs, long limitOffset) throws IOException {
        return move(log, log.planExpiry(log.expiry(nowMs, limitOffset).start(), nowMs));
    }

    private static boolean move(PartitionLog log, @Nullable StartMove move) throws IOException {
        if (move == null) {
            return false;
        }
        move.decide();
        log.moved(move);
        move.removeFiles();
        return true;
    }

    /// Goes through the rest of a compaction that ran.
    static void swap(PartitionLog log, Compaction compaction) throws IOException {
        if (log.takes(compaction)) {
            compaction.decide();
            log.swap(compaction);
            compaction.finish();
        }
    }

    /// The values from the log's start to its end, read by replay.
    static List<String> values(PartitionLog log) throws IOException {
        var values = new ArrayList<String>();
        long start = log.view().logStartOffset();
        var cursor = new RecordCursor();
        log.replay(start, batch -> {
            cursor.open(batch);
            while (cursor.next()) {
                if (cursor.offset() >= start) {
                    values.add(string(cursor.value()));
                }
            }
        });
        return values;
    }

    /// The offsets that a reader finds from an offset on, fetching slice after slice.
    static List<Long> fetchOffsets(LogView view, long from, int maxBytes, LogPosition limit) throws IOException {
        var offsets = new ArrayList<Long>();
        long next = from;
        while (next < limit.offset()) {
            try (LogSlice slice = view.read(next, maxBytes, true, limit)) {
                if (slice.isEmpty()) {
                    break;
                }
                ByteBuffer bytes = slice.copy();
                while (bytes.remaining() >= Batch.HEADER_BYTES) {
                    Batch batch = Batch.of(bytes);
                    if (batch.sizeInBytes() > bytes.remaining()) {
                        break;
                    }
                    for (long offset = batch.baseOffset(); offset <= batch.lastOffset(); offset++) {
                        if (offset >= next) {
                            offsets.add(offset);
                        }
                    }
                    next = batch.nextOffset();
                    bytes.position(bytes.position() + batch.sizeInBytes());
                }
            }
        }
        return offsets;
    }

    static String string(ByteBuffer bytes) {
        return bytes == null
                ? null
                : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
