package io.naru.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.log.LogSettings.CleanupPolicy;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompactionTest {
    private static final LogSettings SETTINGS = Logs.SETTINGS.withCleanupPolicy(CleanupPolicy.COMPACT);
    private static final long NOW_MS = 10_000;

    private final CrashDisk disk = new CrashDisk(1);

    @Test
    void keepsTheLastRecordOfEachKeyAtItsOffset() throws IOException {
        PartitionLog log = Logs.open(disk, SETTINGS);
        for (int i = 0; i < 100; i++) {
            put(log, "key-" + i % 7, "value-" + i);
        }
        Map<String, String> before = state(log);
        LogPosition end = log.end();
        int recordsBefore = records(log);
        compact(log, NOW_MS);
        assertThat(state(log)).isEqualTo(before);
        assertThat(records(log)).isLessThan(recordsBefore / 2);
        assertThat(log.end()).isEqualTo(end);
        put(log, "key-0", "after");
        assertThat(state(log)).containsEntry("key-0", "after");
        log.close();
        assertThat(state(Logs.open(disk, SETTINGS)))
                .containsEntry("key-0", "after")
                .hasSize(7);
    }

    @Test
    void readersGetOverTheGaps() throws IOException {
        PartitionLog log = Logs.open(disk, SETTINGS);
        for (int i = 0; i < 100; i++) {
            put(log, "key-" + i % 7, "value-" + i);
        }
        compact(log, NOW_MS);
        List<Long> offsets = Logs.fetchOffsets(log.view(), 0, 400, log.end());
        assertThat(offsets).isSorted().doesNotHaveDuplicates().endsWith(99L);
    }

    @Test
    void keepsADeletionForAWhile() throws IOException {
        PartitionLog log = Logs.open(disk, SETTINGS);
        put(log, "gone", "value");
        put(log, "gone", null);
        for (int i = 0; i < 60; i++) {
            put(log, "other", "value-" + i);
        }
        compact(log, NOW_MS);
        assertThat(keys(log)).contains("gone");
        for (int i = 0; i < 60; i++) {
            put(log, "other", "value-" + i);
        }
        compact(log, NOW_MS + SETTINGS.deleteRetentionMs() - 1);
        assertThat(keys(log)).contains("gone");
        for (int i = 0; i < 120; i++) {
            put(log, "other", "value-" + i);
        }
        compact(log, NOW_MS + SETTINGS.deleteRetentionMs());
        assertThat(keys(log)).doesNotContain("gone").contains("other");
    }

    @Test
    void waitsUntilItIsWorthIt() throws IOException {
        PartitionLog log = Logs.open(disk, SETTINGS);
        for (int i = 0; i < 200; i++) {
            put(log, "key-" + i, "value-" + i);
        }
        compact(log, NOW_MS);
        for (int i = 0; i < 30; i++) {
            put(log, "key-" + i, "again-" + i);
        }
        Logs.sync(disk, log);
        assertThat(log.planCompaction(NOW_MS, log.end())).isNull();
    }

    @Test
    void touchesNothingThatIsNotDurableOrAboveTheHighWatermark() throws IOException {
        PartitionLog log = Logs.open(disk, SETTINGS);
        for (int i = 0; i < 100; i++) {
            put(log, "key", "value-" + i);
        }
        assertThat(log.planCompaction(NOW_MS, log.end())).isNull();
        Logs.sync(disk, log);
        assertThat(log.planCompaction(NOW_MS, LogPosition.ZERO)).isNull();
        assertThat(log.planCompaction(NOW_MS, log.end())).isNotNull();
    }

    @Test
    void dropsAPlanWhenTheLogWasCutMeanwhile() throws IOException {
        PartitionLog log = Logs.open(disk, SETTINGS);
        for (int i = 0; i < 100; i++) {
            put(log, "key-" + i % 7, "value-" + i);
        }
        Logs.sync(disk, log);
        Compaction plan = log.planCompaction(NOW_MS, log.end());
        plan.run();
        log.truncateTo(50);
        Map<String, String> cut = state(log);
        Logs.swap(log, plan);
        assertThat(state(log)).isEqualTo(cut);
    }

    @Test
    void aFetchUnderWayKeepsTheOldSegment() throws IOException {
        PartitionLog log = Logs.open(disk, SETTINGS);
        for (int i = 0; i < 100; i++) {
            put(log, "key-" + i % 7, "value-" + i);
        }
        LogView old = log.view();
        try (LogSlice slice = old.read(0, 400, true, old.end())) {
            var before = slice.copy();
            compact(log, NOW_MS);
            assertThat(slice.copy()).isEqualTo(before);
            assertThat(old.read(0, 400, true, old.end()).isEmpty()).isTrue();
        }
    }

    private void compact(PartitionLog log, long nowMs) throws IOException {
        Logs.sync(disk, log);
        Compaction plan = log.planCompaction(nowMs, log.end());
        assertThat(plan).isNotNull();
        plan.run();
        Logs.swap(log, plan);
    }

    static void put(PartitionLog log, String key, @Nullable String value) throws IOException {
        var builder = new BatchBuilder();
        builder.add(1_000, bytes(key), value == null ? null : bytes(value));
        log.append(builder.build(), log.end().offset(), 0, 1_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The last value of each key; keys that were deleted are absent.
    static Map<String, String> state(PartitionLog log) throws IOException {
        var state = new TreeMap<String, String>();
        var cursor = new RecordCursor();
        log.replay(0, batch -> {
            for (cursor.open(batch); cursor.next(); ) {
                String key = Logs.string(cursor.key());
                if (cursor.hasValue()) {
                    state.put(key, Logs.string(cursor.value()));
                } else {
                    state.remove(key);
                }
            }
        });
        return state;
    }

    private static int records(PartitionLog log) throws IOException {
        return keys(log).size();
    }

    private static List<String> keys(PartitionLog log) throws IOException {
        var keys = new ArrayList<String>();
        var cursor = new RecordCursor();
        log.replay(0, batch -> {
            for (cursor.open(batch); cursor.next(); ) {
                keys.add(Logs.string(cursor.key()));
            }
        });
        return keys;
    }
}
