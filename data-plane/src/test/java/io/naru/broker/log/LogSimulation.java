package io.naru.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.PowerLoss;
import io.naru.broker.log.LogSettings.CleanupPolicy;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// One log on a disk whose power fails again and again, beside a model of what it was told. A seed decides
/// everything. After each failure the log must hold all that was durable, only what was written, and nothing torn
/// or twice.
final class LogSimulation {
    private static final int ROUNDS = 6;
    private static final int STEPS_A_ROUND = 60;
    private static final int KEYS = 6;

    private final RandomGenerator random;
    private final CrashDisk disk;
    private final LogSettings settings;
    private final NavigableMap<Long, Written> written = new TreeMap<>();
    private PartitionLog log;
    private @Nullable SyncPoint inFlight;
    private long nowMs = 1_000_000;
    private int epoch;
    private int values;

    /// All below was promised to be durable.
    private long durableEnd;

    /// The log's start was promised to be at least here, and nobody asked for more than there.
    private long promisedStart;

    private long askedStart;
    /// Below, keys may have lost what a later record says anew: no cut may take that one away.
    private long compactedUpTo;

    private boolean stoppedCleanly;

    /// One record as it was handed to the log.
    private record Written(String key, @Nullable String value, int epoch, long timestampMs) {}

    private LogSimulation(long seed, Sabotage sabotage) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.disk = new CrashDisk(seed);
        boolean compacts = random.nextInt(3) == 0;
        this.settings = new LogSettings(
                400 + random.nextInt(1_500),
                100_000,
                random.nextInt(300),
                compacts ? -1 : 50_000,
                compacts ? -1 : 6_000,
                compacts ? CleanupPolicy.COMPACT : CleanupPolicy.DELETE,
                20_000,
                0.3);
        sabotage.arrange(disk);
    }

    /// Makes a disk break its promises, to show that the log needs them.
    interface Sabotage {
        void arrange(CrashDisk disk);
    }

    static void run(long seed, Sabotage sabotage) throws IOException {
        try {
            new LogSimulation(seed, sabotage).run();
        } catch (AssertionError | RuntimeException | IOException failure) {
            failure.addSuppressed(new AssertionError("seed " + seed));
            throw failure;
        }
    }

    private void run() throws IOException {
        open();
        for (int round = 0; round < ROUNDS; round++) {
            disk.crashAtOperation(1 + random.nextInt(random.nextBoolean() ? 30 : 300));
            try {
                for (int i = 0; i < STEPS_A_ROUND; i++) {
                    step();
                }
                disk.neverCrash();
            } catch (PowerLoss expected) {
                stoppedCleanly = false;
            }
            inFlight = null;
            restart();
            check();
        }
    }

    private void restart() throws IOException {
        if (random.nextInt(4) == 0) {
            disk.kill();
        } else {
            disk.crash();
        }
        while (true) {
            if (random.nextInt(3) == 0) {
                disk.crashAtOperation(1 + random.nextInt(10));
            }
            try {
                open();
                disk.neverCrash();
                return;
            } catch (PowerLoss again) {
                stoppedCleanly = false;
                disk.crash();
            }
        }
    }

    private void open() throws IOException {
        log = PartitionLog.open(new OpenFiles(disk, 1 + random.nextInt(6)), Logs.DIRECTORY, settings, stoppedCleanly);
        stoppedCleanly = false;
    }

    private void step() throws IOException {
        nowMs += random.nextInt(2_000);
        switch (random.nextInt(23)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> append();
            case 10, 11, 12 -> takeSyncPoint();
            case 13, 14, 15 -> sync();
            case 16 -> deleteBefore();
            case 17 -> enforceRetention();
            case 18 -> truncate();
            case 19 -> compact();
            case 20 -> epoch += 1 + random.nextInt(2);
            case 21 -> failToSync();
            default -> reopen();
        }
    }

    private void append() throws IOException {
        var builder = new BatchBuilder();
        long base = log.end().offset();
        int count = 1 + random.nextInt(3);
        long timestampMs = nowMs - random.nextInt(500);
        for (int i = 0; i < count; i++) {
            String key = "key-" + random.nextInt(KEYS);
            String value = random.nextInt(5) == 0 ? null : "value-" + values++ + "x".repeat(random.nextInt(200));
            builder.add(timestampMs, bytes(key), value == null ? null : bytes(value));
            written.put(base + i, new Written(key, value, epoch, timestampMs));
        }
        log.append(builder.build(), base, epoch, nowMs);
    }

    private void takeSyncPoint() {
        if (inFlight == null) {
            inFlight = log.dirty();
        }
    }

    private void sync() throws IOException {
        SyncPoint point = inFlight == null ? log.dirty() : inFlight;
        inFlight = null;
        new GroupCommit(disk).sync(List.of(point));
        durableEnd = Math.max(durableEnd, log.completed(point));
    }

    /// Nobody may go on from there but by opening the log again, in this process or the next.
    private void failToSync() throws IOException {
        if (random.nextInt(3) > 0) {
            return;
        }
        disk.failSyncs(path -> true);
        try {
            new GroupCommit(disk).sync(List.of(log.dirty()));
            return;
        } catch (IOException expected) {
            assertThat(expected).hasMessageContaining("Input/output error");
        } finally {
            disk.failSyncs(path -> false);
        }
        log.fail("a sync failed");
        log.close();
        inFlight = null;
        if (random.nextBoolean()) {
            disk.kill();
        }
        open();
        check();
    }

    private void deleteBefore() throws IOException {
        long from = log.view().logStartOffset();
        if (random.nextInt(3) == 0 && settings.cleanupPolicy() == CleanupPolicy.DELETE && durableEnd > from) {
            long offset = from + random.nextLong(durableEnd - from + 1);
            askedStart = Math.max(askedStart, offset);
            Logs.deleteBefore(log, offset);
            promisedStart = Math.max(promisedStart, offset);
        }
    }

    private void enforceRetention() throws IOException {
        askedStart = Math.max(askedStart, durableEnd);
        Logs.enforceRetention(log, nowMs, durableEnd);
        promisedStart = Math.max(promisedStart, log.view().logStartOffset());
    }

    private void truncate() throws IOException {
        long start = Math.max(log.view().logStartOffset(), compactedUpTo);
        if (random.nextInt(3) == 0 && log.end().offset() > start) {
            long offset = Math.max(start, log.end().offset() - 1 - random.nextInt(20));
            durableEnd = Math.min(durableEnd, offset - 3);
            log.truncateTo(offset);
            forgetFrom(log.end().offset());
            durableEnd = log.end().offset();
        }
    }

    private void compact() throws IOException {
        Compaction plan = log.planCompaction(nowMs, log.end());
        if (plan != null) {
            plan.run();
            compactedUpTo = plan.cleanedUpTo();
            if (random.nextBoolean()) {
                append();
            }
            assertThat(log.takes(plan)).isTrue();
            plan.decide();
            log.swap(plan);
            if (random.nextBoolean()) {
                append();
                read(log.view());
            }
            plan.finish();
        }
    }

    private void reopen() throws IOException {
        if (random.nextInt(3) == 0) {
            inFlight = null;
            log.close();
            stoppedCleanly = true;
            durableEnd = log.end().offset();
            open();
            check();
        }
    }

    private void forgetFrom(long offset) {
        written.tailMap(offset, true).clear();
        epoch = written.isEmpty()
                ? 0
                : Math.max(0, written.lastEntry().getValue().epoch());
        epoch = Math.max(epoch, log.view().latestEpoch());
    }

    // ---- the invariants

    private void check() throws IOException {
        LogView view = log.view();
        assertThat(view.end().offset()).as("end, durable up to %d", durableEnd).isGreaterThanOrEqualTo(durableEnd);
        assertThat(view.logStartOffset()).as("start").isGreaterThanOrEqualTo(promisedStart);
        assertThat(view.logStartOffset()).as("start").isLessThanOrEqualTo(Math.max(askedStart, promisedStart));
        forgetFrom(view.end().offset());
        durableEnd = view.end().offset();
        promisedStart = view.logStartOffset();
        askedStart = promisedStart;
        Map<Long, Written> found = read(view);
        found.forEach(
                (offset, record) -> assertThat(record).as("offset %d", offset).isEqualTo(written.get(offset)));
        NavigableMap<Long, Written> expected = written.tailMap(view.logStartOffset(), true);
        if (settings.cleanupPolicy() == CleanupPolicy.DELETE) {
            assertThat(found.keySet()).isEqualTo(expected.keySet());
        } else {
            assertThat(state(found)).isEqualTo(state(expected));
        }
        checkFetches(view, found);
        checkTimes(view, found);
        checkIndexes(view);
        written.headMap(view.logStartOffset(), false).clear();
    }

    private Map<Long, Written> read(LogView view) throws IOException {
        var found = new TreeMap<Long, Written>();
        var cursor = new RecordCursor();
        var last = new long[] {-1};
        view.replay(view.logStartOffset(), view.end(), Integer.MAX_VALUE, batch -> {
            assertThat(batch.baseOffset()).as("batches in order").isGreaterThan(last[0]);
            last[0] = batch.lastOffset();
            assertThat(view.epochAt(Math.max(batch.baseOffset(), view.logStartOffset())))
                    .as("epoch of offset %d", batch.baseOffset())
                    .isEqualTo(batch.leaderEpoch());
            for (cursor.open(batch); cursor.next(); ) {
                if (cursor.offset() >= view.logStartOffset()) {
                    found.put(
                            cursor.offset(),
                            new Written(
                                    Logs.string(cursor.key()),
                                    Logs.string(cursor.value()),
                                    batch.leaderEpoch(),
                                    cursor.timestamp()));
                }
            }
        });
        return found;
    }

    private static Map<String, String> state(Map<Long, Written> records) {
        var state = new HashMap<String, String>();
        for (Written record : records.values()) {
            if (record.value() == null) {
                state.remove(record.key());
            } else {
                state.put(record.key(), record.value());
            }
        }
        return state;
    }

    private void checkFetches(LogView view, Map<Long, Written> found) throws IOException {
        if (view.end().offset() > view.logStartOffset()) {
            long from = view.logStartOffset() + random.nextLong(view.end().offset() - view.logStartOffset());
            List<Long> offsets = Logs.fetchOffsets(view, from, 50 + random.nextInt(1_000), view.end());
            var expected = new ArrayList<>(found.keySet());
            expected.removeIf(offset -> offset < from);
            assertThat(offsets)
                    .as("fetched from %d", from)
                    .containsAll(expected)
                    .isSorted();
        }
    }

    private void checkTimes(LogView view, Map<Long, Written> found) throws IOException {
        if (found.isEmpty()) {
            return;
        }
        var times = found.values().stream().map(Written::timestampMs).toList();
        long sought = times.get(random.nextInt(times.size()));
        long expected = found.entrySet().stream()
                .filter(entry -> entry.getValue().timestampMs() >= sought)
                .findFirst()
                .orElseThrow()
                .getKey();
        assertThat(view.offsetForTimestamp(sought, view.end()))
                .as("first record not before %d", sought)
                .extracting(TimestampedOffset::offset)
                .isEqualTo(expected);
    }

    /// No look-up has to go over more than what lies between two index entries.
    private void checkIndexes(LogView view) throws IOException {
        for (Segment segment : view.segments()) {
            OpenFile file = segment.acquire();
            SegmentIndex index = segment.index(file);
            var batches = new FileBatches(file.file(), 0, segment.size(), FileBatches.SMALL_CHUNK_BYTES);
            long largest = 0;
            while (batches.next()) {
                largest = Math.max(largest, batches.batch().sizeInBytes());
                long skipped =
                        batches.position() - index.positionFor(batches.batch().lastOffset() - segment.baseOffset());
                assertThat(skipped)
                        .as("bytes to go over for offset %d", batches.batch().lastOffset())
                        .isBetween(0L, settings.indexIntervalBytes() + 2 * largest);
            }
            file.release();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
