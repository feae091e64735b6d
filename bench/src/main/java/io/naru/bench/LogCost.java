package io.naru.bench;

import io.naru.broker.disk.RealDisk;
import io.naru.broker.log.GroupCommit;
import io.naru.broker.log.LogSettings;
import io.naru.broker.log.LogSlice;
import io.naru.broker.log.LogView;
import io.naru.broker.log.OpenFiles;
import io.naru.broker.log.PartitionLog;
import io.naru.broker.log.SyncPoint;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.record.BatchRules;
import io.naru.broker.record.BatchVerdict;
import io.naru.broker.record.BatchWalk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the log costs on one thread, without a network: the walk over a client's batch, the append, the read that
/// finds a place to send from. Processor time and allocation of the thread, median of the rounds after warming up.
///
/// Usage: `LogCost DIRECTORY`; a folder made in the directory is removed afterwards.
public final class LogCost {
    private static final int ROUNDS = 9;
    private static final int WARM_UP_ROUNDS = 4;
    private static final long BYTES_A_ROUND = 256L << 20;
    private static final int[][] SHAPES = {{100, 1}, {100, 160}, {1_024, 16}, {1_024, 900}};

    private final com.sun.management.ThreadMXBean thread =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// One thing that is measured, done again and again.
    private interface Work {
        void once() throws IOException;
    }

    private record Cost(double nanos, double bytesAllocated) {}

    private LogCost() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Files.createTempDirectory(Path.of(arguments[0]), "log-cost");
        System.out.println("| record bytes | records a batch | batch bytes | what | ns a batch | CPU-s a GB |"
                + " bytes allocated a batch |");
        System.out.println("|---:|---:|---:|---|---:|---:|---:|");
        try {
            for (int[] shape : SHAPES) {
                new LogCost().measure(root, shape[0], shape[1]);
            }
        } finally {
            new RealDisk(root).deleteRecursively(root);
        }
    }

    private void measure(Path root, int recordBytes, int records) throws IOException {
        ByteBuffer heap = batch(recordBytes, records);
        ByteBuffer batch = ByteBuffer.allocateDirect(heap.remaining()).put(heap).flip();
        int size = batch.remaining();
        int repeats = (int) Math.max(1, BYTES_A_ROUND / Math.max(size, 4_096));
        var walk = new BatchWalk();
        report(recordBytes, records, size, "walk", cost(repeats, () -> {
            if (!(walk.check(batch, BatchRules.ANY) instanceof BatchVerdict.Sound)) {
                throw new IllegalStateException("the batch should pass");
            }
        }));
        var disk = new RealDisk(root);
        PartitionLog log = PartitionLog.open(
                new OpenFiles(disk), root.resolve("t").resolve(records + "-" + recordBytes), settings(), true);
        report(
                recordBytes,
                records,
                size,
                "append",
                cost(repeats, () -> log.append(batch, log.end().offset(), 0, 1)));
        SyncPoint point = log.dirty();
        new GroupCommit(disk).sync(List.of(point));
        log.completed(point);
        LogView view = log.view();
        long[] at = {view.logStartOffset()};
        report(recordBytes, records, size, "find a slice to send", cost(repeats, () -> {
            try (LogSlice slice = view.read(at[0], size, true, view.end())) {
                at[0] = slice.isEmpty() ? view.logStartOffset() : at[0] + records;
            }
            if (at[0] >= view.end().offset()) {
                at[0] = view.logStartOffset();
            }
        }));
        log.delete();
    }

    /// Retention by nothing: what is appended stays until the log is deleted.
    private static LogSettings settings() {
        return LogSettings.DEFAULT.withRetention(-1, -1);
    }

    private Cost cost(int repeats, Work work) throws IOException {
        double[] nanos = new double[ROUNDS - WARM_UP_ROUNDS];
        double allocated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long bytesBefore = thread.getCurrentThreadAllocatedBytes();
            long before = thread.getCurrentThreadCpuTime();
            for (int i = 0; i < repeats; i++) {
                work.once();
            }
            double spent = thread.getCurrentThreadCpuTime() - before;
            allocated = (double) (thread.getCurrentThreadAllocatedBytes() - bytesBefore) / repeats;
            if (round >= WARM_UP_ROUNDS) {
                nanos[round - WARM_UP_ROUNDS] = spent / repeats;
            }
        }
        Arrays.sort(nanos);
        return new Cost(nanos[nanos.length / 2], allocated);
    }

    private static void report(int recordBytes, int records, int size, String what, Cost cost) {
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %,d | %s | %,.0f | %.2f | %,.0f |%n",
                recordBytes,
                records,
                size,
                what,
                cost.nanos(),
                cost.nanos() / size,
                cost.bytesAllocated());
    }

    private static ByteBuffer batch(int recordBytes, int records) {
        var builder = new BatchBuilder();
        byte[] value = new byte[recordBytes];
        for (int i = 0; i < records; i++) {
            Arrays.fill(value, (byte) i);
            builder.add(1_700_000_000_000L + i, null, value);
        }
        return builder.build();
    }
}
