package io.naru.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.disk.RealDisk;
import io.naru.broker.log.LogSettings.CleanupPolicy;
import io.naru.broker.record.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Readers on other threads, on real files, while the shard appends, deletes, cuts and compacts: what they get is
/// always whole batches at the offsets they asked for, and no file stays open.
class LogReadersTest {
    private static final int APPENDS = 600;
    private static final int READERS = 3;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void seeWholeBatchesWhateverTheWriterDoes(CleanupPolicy policy) throws Exception {
        var disk = new RealDisk(directory);
        var files = new OpenFiles(disk, 4);
        LogSettings settings =
                Logs.SETTINGS.withSegmentBytes(4_000).withRetention(-1, 20_000).withCleanupPolicy(policy);
        PartitionLog log = PartitionLog.open(files, directory.resolve("t").resolve("0"), settings, true);
        CompactionTest.put(log, "key", "first");
        var stop = new AtomicBoolean();
        var readers = new ArrayList<Future<Integer>>();
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader(log, stop)));
            }
            try {
                write(log, disk, policy);
            } finally {
                stop.set(true);
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).as("batches a reader got").isPositive();
            }
        }
        log.close();
        assertThat(files.count()).isZero();
    }

    private static void write(PartitionLog log, RealDisk disk, CleanupPolicy policy) throws IOException {
        for (int i = 0; i < APPENDS; i++) {
            CompactionTest.put(log, "key-" + i % 20, "x".repeat(100 + i % 50));
            if (i % 100 == 99) {
                Logs.sync(disk, log);
                Logs.enforceRetention(log, 2_000, log.syncedOffset());
                Compaction plan = log.planCompaction(2_000, log.end());
                if (plan != null) {
                    plan.run();
                    Logs.swap(log, plan);
                }
            }
            if (i % 200 == 199 && policy == CleanupPolicy.DELETE) {
                log.truncateTo(log.end().offset() - 3);
            }
        }
    }

    private static Callable<Integer> reader(PartitionLog log, AtomicBoolean stop) {
        return () -> {
            var crc = new CRC32C();
            int batches = 0;
            long next = 0;
            while (!stop.get()) {
                LogView view = log.view();
                if (next < view.logStartOffset() || next >= view.end().offset()) {
                    next = view.logStartOffset();
                }
                try (LogSlice slice = view.read(next, 1_500, true, view.end())) {
                    if (slice.isEmpty()) {
                        continue;
                    }
                    ByteBuffer bytes = slice.copy();
                    assertThat(bytes.remaining()).isEqualTo(slice.length());
                    for (Batch batch : whole(bytes)) {
                        assertThat(batch.isIntact(crc)).isTrue();
                        assertThat(batch.lastOffset()).isGreaterThanOrEqualTo(next);
                        next = batch.nextOffset();
                        batches++;
                    }
                }
            }
            return batches;
        };
    }

    private static List<Batch> whole(ByteBuffer bytes) {
        var batches = new ArrayList<Batch>();
        int at = 0;
        while (bytes.limit() - at >= Batch.HEADER_BYTES) {
            Batch batch = new Batch().wrap(bytes, at);
            if (batch.sizeInBytes() > bytes.limit() - at) {
                break;
            }
            batches.add(batch);
            at += batch.sizeInBytes();
        }
        return batches;
    }
}
