package io.naru.broker.log;

import io.naru.broker.disk.AtomicFile;
import io.naru.broker.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Puts compacted segments in the place of those they were made from, so that a stop at any moment leaves all of
/// the old or all of the new. The plan is written first, to `compaction-swap`; from then on the new ones count, and
/// every start goes through the steps again until the plan is gone.
///
/// The file: int8 version (1), uint32 CRC32C of the rest, int64 offset below which the log is compacted then, int32
/// number of exchanges, each int64 base offset of the new segment, int32 number of old segments, int64 base offset
/// each.
final class CompactionSwap {
    private static final byte VERSION = 1;
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private CompactionSwap() {}

    /// One new segment, `<base>.log.cleaned`, in the place of several; its base is that of the first of them.
    record Exchange(long newBase, List<Long> oldBases) {}

    static Path cleaned(Path directory, long baseOffset) {
        return SegmentFiles.file(directory, baseOffset, SegmentFiles.LOG + SegmentFiles.CLEANED);
    }

    private record Plan(long cleanedUpTo, List<Exchange> exchanges) {}

    /// Decides for the new segments, whose files must be durable, their names too.
    static void begin(Disk disk, Path directory, long cleanedUpTo, List<Exchange> exchanges) throws IOException {
        file(disk, directory).write(encode(cleanedUpTo, exchanges));
    }

    /// Does what the plan on disk says, if there is one. Durable on return.
    static void finish(Disk disk, Path directory, Checkpoints checkpoints) throws IOException {
        AtomicFile file = file(disk, directory);
        Plan plan = decode(file.read());
        if (plan == null) {
            return;
        }
        for (Exchange exchange : plan.exchanges()) {
            exchange(disk, directory, exchange);
        }
        disk.syncDirectory(directory);
        checkpoints.writeCleanedUpTo(plan.cleanedUpTo());
        file.delete();
    }

    private static void exchange(Disk disk, Path directory, Exchange exchange) throws IOException {
        Path cleaned = cleaned(directory, exchange.newBase());
        for (long oldBase : exchange.oldBases()) {
            if (oldBase != exchange.newBase()) {
                SegmentFiles.delete(disk, directory, oldBase);
            }
        }
        renameIfPresent(disk, cleaned, SegmentFiles.log(directory, exchange.newBase()));
        for (String suffix : List.of(SegmentFiles.INDEX, SegmentFiles.TIME_INDEX)) {
            renameIfPresent(
                    disk,
                    SegmentFiles.file(directory, exchange.newBase(), suffix + SegmentFiles.CLEANED),
                    SegmentFiles.file(directory, exchange.newBase(), suffix));
        }
    }

    private static void renameIfPresent(Disk disk, Path from, Path to) throws IOException {
        if (disk.exists(from)) {
            disk.rename(from, to);
        }
    }

    private static AtomicFile file(Disk disk, Path directory) {
        return new AtomicFile(disk, directory.resolve("compaction-swap"));
    }

    private static ByteBuffer encode(long cleanedUpTo, List<Exchange> exchanges) {
        int bytes = PREFIX_BYTES + Long.BYTES + Integer.BYTES;
        for (Exchange exchange : exchanges) {
            bytes += Long.BYTES + Integer.BYTES + exchange.oldBases().size() * Long.BYTES;
        }
        ByteBuffer content = ByteBuffer.allocate(bytes).put(VERSION).position(PREFIX_BYTES);
        content.putLong(cleanedUpTo).putInt(exchanges.size());
        for (Exchange exchange : exchanges) {
            content.putLong(exchange.newBase()).putInt(exchange.oldBases().size());
            exchange.oldBases().forEach(content::putLong);
        }
        content.flip();
        return content.putInt(1, crc(content));
    }

    private static @Nullable Plan decode(@Nullable ByteBuffer content) {
        if (content == null
                || content.remaining() < PREFIX_BYTES
                || content.get(0) != VERSION
                || content.getInt(1) != crc(content)) {
            return null;
        }
        content.position(PREFIX_BYTES);
        long cleanedUpTo = content.getLong();
        var exchanges = new ArrayList<Exchange>();
        int count = content.getInt();
        for (int i = 0; i < count; i++) {
            long newBase = content.getLong();
            var oldBases = new ArrayList<Long>();
            int olds = content.getInt();
            for (int j = 0; j < olds; j++) {
                oldBases.add(content.getLong());
            }
            exchanges.add(new Exchange(newBase, oldBases));
        }
        return new Plan(cleanedUpTo, exchanges);
    }

    private static int crc(ByteBuffer content) {
        var crc = new CRC32C();
        crc.update(content.duplicate().position(PREFIX_BYTES));
        return (int) crc.getValue();
    }
}
