package io.naru.broker.log;

import static io.naru.broker.log.Logs.append;
import static io.naru.broker.log.Logs.sync;
import static io.naru.broker.log.Logs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.DiskFullException;
import io.naru.broker.disk.RealDisk;
import io.naru.broker.record.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionLogTest {
    private final CrashDisk disk = new CrashDisk(1);

    @Test
    void anEmptyLogLeavesNothingOnDisk() throws IOException {
        PartitionLog log = Logs.open(disk);
        assertThat(log.end()).isEqualTo(LogPosition.ZERO);
        assertThat(log.view().logStartOffset()).isZero();
        log.close();
        assertThat(disk.exists(Logs.DIRECTORY)).isFalse();
    }

    @Test
    void givesBackWhatWasAppendedAfterAStopInOrder() throws IOException {
        PartitionLog log = Logs.open(disk);
        assertThat(append(log, "a", "b").lastOffset()).isEqualTo(1);
        assertThat(append(log, "c").baseOffset()).isEqualTo(2);
        assertThat(values(log)).containsExactly("a", "b", "c");
        LogPosition end = log.end();
        log.close();
        disk.crash();
        PartitionLog again = Logs.open(disk);
        assertThat(again.end()).isEqualTo(end);
        assertThat(values(again)).containsExactly("a", "b", "c");
    }

    @Test
    void beginsANewSegmentWhenTheOldOneIsFull() throws IOException {
        PartitionLog log = Logs.open(disk);
        int rolls = 0;
        for (int i = 0; i < 100; i++) {
            rolls += append(log, "value-" + i).rolled() ? 1 : 0;
        }
        assertThat(rolls).isEqualTo(log.view().segments().size() - 1).isGreaterThan(5);
        assertThat(Logs.fetchOffsets(log.view(), 0, 300, log.end()))
                .isEqualTo(LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void beginsANewSegmentWhenTheOldOneIsOld() throws IOException {
        PartitionLog log = Logs.open(disk);
        append(log, 1_000, "a");
        assertThat(append(log, 1_000 + Logs.SETTINGS.segmentMs() - 1, "b").rolled())
                .isFalse();
        assertThat(append(log, 1_000 + Logs.SETTINGS.segmentMs(), "c").rolled()).isTrue();
    }

    @Test
    void aBatchThatTheDiskHadNoRoomForDoesNotEndTheLogWhereASegmentFollows() throws IOException {
        PartitionLog log = Logs.open(disk);
        append(log, "a");
        sync(disk, log);
        disk.limitCapacity(Long.MAX_VALUE - disk.usableBytes(Logs.DIRECTORY) + 100);
        assertThatThrownBy(() -> append(log, "b".repeat(500))).isInstanceOf(DiskFullException.class);
        disk.limitCapacity(Long.MAX_VALUE);
        assertThat(append(log, "c".repeat(1_000)).rolled()).isTrue();
        sync(disk, log);
        disk.delete(Logs.DIRECTORY.resolve("recovery-point"));
        disk.crash();
        assertThat(values(Logs.open(disk))).containsExactly("a", "c".repeat(1_000));
    }

    @Test
    void aReaderSeesNothingAtOrAboveTheLimit() throws IOException {
        PartitionLog log = Logs.open(disk);
        append(log, "a");
        LogPosition limit = log.end();
        append(log, "b");
        assertThat(Logs.fetchOffsets(log.view(), 0, 10_000, limit)).containsExactly(0L);
        assertThat(log.view().read(1, 10_000, true, limit).isEmpty()).isTrue();
    }

    @Test
    void aFirstBatchLargerThanAskedIsGivenWholeOrNotAtAll() throws IOException {
        PartitionLog log = Logs.open(disk);
        append(log, "x".repeat(500));
        int whole = (int) log.end().filePosition();
        try (LogSlice slice = log.view().read(0, 10, true, log.end())) {
            assertThat(slice.length()).isEqualTo(whole);
        }
        assertThat(log.view().read(0, 10, false, log.end()).isEmpty()).isTrue();
    }

    @Test
    void aSliceHoldsWholeBatchesAndKnowsTheNextOffset() throws IOException {
        PartitionLog log = Logs.open(disk);
        for (int i = 0; i < 60; i++) {
            append(log, "x".repeat(i % 7), "y");
        }
        for (int maxBytes = 1; maxBytes < 1_200; maxBytes += 7) {
            for (long offset = 0; offset < 120; offset++) {
                try (LogSlice slice = log.view().read(offset, maxBytes, true, log.end())) {
                    assertThat(nextOffsetAfter(slice.copy()))
                            .as("offset " + offset + ", " + maxBytes + " bytes")
                            .isEqualTo(slice.nextOffset())
                            .isGreaterThan(offset);
                }
            }
        }
    }

    /// Fails if the bytes do not end where a batch ends.
    private static long nextOffsetAfter(ByteBuffer bytes) {
        long next = -1;
        for (int at = 0; at < bytes.limit(); ) {
            Batch batch = new Batch().wrap(bytes, at);
            next = batch.nextOffset();
            at += batch.sizeInBytes();
            assertThat(at).isLessThanOrEqualTo(bytes.limit());
        }
        return next;
    }

    @Test
    void tellsWhatWasJustWrittenFromWhatWasNot() throws IOException {
        disk.readSlowly(path -> true);
        PartitionLog log = Logs.open(disk);
        append(log, "a");
        assertThat(log.view().isInMemory(0, 100)).isTrue();
        log.close();
        PartitionLog again = Logs.open(disk);
        assertThat(again.view().isInMemory(0, 100)).isFalse();
        try (LogSlice slice = again.view().readIntoMemory(0, 100, true, again.end())) {
            assertThat(slice.nextOffset()).isOne();
        }
        assertThat(again.view().isInMemory(0, 100)).isFalse();
        disk.readSlowly(path -> false);
        assertThat(again.view().isInMemory(0, 100)).isTrue();
    }

    @Test
    void refusesOffsetsAndEpochsThatGoBack() throws IOException {
        PartitionLog log = Logs.open(disk);
        log.append(Logs.batch(1, "a", "b"), 0, 3, 1);
        assertThatThrownBy(() -> log.append(Logs.batch(1, "c"), 1, 3, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.append(Logs.batch(1, "c"), 2, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSliceStaysReadableWhenItsSegmentIsDeletedAndTheLogClosed() throws IOException {
        PartitionLog log = Logs.open(disk);
        for (int i = 0; i < 50; i++) {
            append(log, "value-" + i);
        }
        LogSlice slice = log.view().read(0, 100_000, true, log.end());
        ByteBuffer before = slice.copy();
        Logs.deleteBefore(log, 40);
        log.close();
        assertThat(slice.copy()).isEqualTo(before);
        slice.release();
        assertThatThrownBy(slice::copy).isInstanceOf(IOException.class);
    }

    @Test
    void anOldViewOfADeletedSegmentReadsAsEmpty() throws IOException {
        PartitionLog log = Logs.open(disk);
        for (int i = 0; i < 50; i++) {
            append(log, "value-" + i);
        }
        LogView old = log.view();
        Logs.deleteBefore(log, 40);
        assertThat(old.read(0, 1_000, true, old.end()).isEmpty()).isTrue();
        assertThat(log.view().logStartOffset()).isEqualTo(40);
    }

    @Test
    void aFailedWriteTakesTheLogOffline() throws IOException {
        PartitionLog log = Logs.open(disk);
        append(log, "a");
        disk.failWrites(path -> path.toString().endsWith(".log"));
        assertThatThrownBy(() -> append(log, "b")).isInstanceOf(LogFailedException.class);
        disk.failWrites(path -> false);
        assertThatThrownBy(() -> append(log, "c")).isInstanceOf(LogFailedException.class);
        log.close();
    }

    @Test
    void aFailedSyncIsReported() throws IOException {
        PartitionLog log = Logs.open(disk);
        append(log, "a");
        disk.failSyncs(path -> true);
        assertThatThrownBy(() -> sync(disk, log)).isInstanceOf(IOException.class);
    }

    @Test
    void findsWhereAnEpochEnded() throws IOException {
        PartitionLog log = Logs.open(disk);
        log.append(Logs.batch(1, "a", "b"), 0, 2, 1);
        log.append(Logs.batch(1, "c"), 2, 5, 1);
        sync(disk, log);
        disk.crash();
        LogView view = Logs.open(disk).view();
        assertThat(view.latestEpoch()).isEqualTo(5);
        assertThat(view.endOffsetFor(5)).isEqualTo(new EpochEnd(5, 3));
        assertThat(view.endOffsetFor(4)).isEqualTo(new EpochEnd(2, 2));
        assertThat(view.endOffsetFor(2)).isEqualTo(new EpochEnd(2, 2));
        assertThat(view.endOffsetFor(1)).isEqualTo(new EpochEnd(1, 0));
        assertThat(view.endOffsetFor(6)).isNull();
        assertThat(view.epochAt(1)).isEqualTo(2);
    }

    @Test
    void findsRecordsByTime() throws IOException {
        PartitionLog log = Logs.open(disk);
        for (int i = 0; i < 100; i++) {
            append(log, 1_000 + i * 10, "value-" + i);
        }
        assertThat(log.view().offsetForTimestamp(0, log.end())).isEqualTo(new TimestampedOffset(0, 1_000, 0));
        assertThat(log.view().offsetForTimestamp(1_501, log.end())).isEqualTo(new TimestampedOffset(51, 1_510, 0));
        assertThat(log.view().offsetForTimestamp(1_991, log.end())).isNull();
        assertThat(log.view().maxTimestamp(log.end())).isEqualTo(new TimestampedOffset(99, 1_990, 0));
    }

    @Test
    void cutsTheLogAndGoesOn() throws IOException {
        PartitionLog log = Logs.open(disk);
        for (int i = 0; i < 50; i++) {
            append(log, "value-" + i);
        }
        LogView old = log.view();
        LogSlice held = old.read(20, 10_000, true, old.end());
        ByteBuffer before = held.copy();
        log.truncateTo(20);
        assertThat(log.end().offset()).isEqualTo(20);
        assertThat(held.copy()).isEqualTo(before);
        held.release();
        append(log, "new");
        assertThat(values(log)).hasSize(21).endsWith("value-19", "new");
        disk.crash();
        assertThat(values(Logs.open(disk))).startsWith("value-0").hasSizeBetween(20, 21);
    }

    @Test
    void deletesOldSegmentsButNothingAboveTheHighWatermark() throws IOException {
        LogSettings settings = Logs.SETTINGS.withRetention(100, -1);
        PartitionLog log = Logs.open(disk, settings);
        for (int i = 0; i < 50; i++) {
            append(log, 1_000, "value-" + i);
        }
        assertThat(log.expiry(1_050, log.end().offset()).start()).isZero();
        assertThat(log.expiry(1_101, log.end().offset()).start()).isPositive();
        assertThat(Logs.enforceRetention(log, 1_101, 30)).isTrue();
        assertThat(log.view().logStartOffset()).isPositive().isLessThanOrEqualTo(30);
        assertThat(Logs.enforceRetention(log, 1_101, 50)).isTrue();
        assertThat(log.view().logStartOffset()).isEqualTo(50);
        append(log, 2_000, "next");
        assertThat(values(log)).containsExactly("next");
    }

    @Test
    void keepsAtLeastTheBytesItShould() throws IOException {
        PartitionLog log = Logs.open(disk, Logs.SETTINGS.withRetention(-1, 2_500));
        for (int i = 0; i < 100; i++) {
            append(log, "value-" + i);
        }
        Logs.enforceRetention(log, 5_000, 100);
        assertThat(log.view().sizeInBytes()).isBetween(2_500L, 3_600L);
    }

    @Test
    void keepsFewFilesOpen() throws IOException {
        var files = new OpenFiles(disk, 3);
        PartitionLog log = PartitionLog.open(files, Logs.DIRECTORY, Logs.SETTINGS, false);
        for (int i = 0; i < 100; i++) {
            append(log, "value-" + i);
        }
        assertThat(values(log)).hasSize(100);
        assertThat(files.count()).isLessThanOrEqualTo(3);
    }

    @Test
    void worksOnARealDisk(@TempDir Path directory) throws IOException {
        var real = new RealDisk(directory);
        var files = new OpenFiles(real);
        Path home = directory.resolve("topic").resolve("0");
        PartitionLog log = PartitionLog.open(files, home, Logs.SETTINGS, true);
        for (int i = 0; i < 100; i++) {
            append(log, "value-" + i);
        }
        sync(real, log);
        assertThat(log.syncedOffset()).isEqualTo(100);
        List<String> values = values(log);
        log.close();
        assertThat(files.count()).isZero();
        PartitionLog again = PartitionLog.open(files, home, Logs.SETTINGS, true);
        assertThat(values(again)).isEqualTo(values).hasSize(100);
        again.delete();
        assertThat(home).doesNotExist();
    }
}
