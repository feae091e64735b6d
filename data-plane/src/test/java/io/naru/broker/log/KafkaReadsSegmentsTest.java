package io.naru.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.disk.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files are those that Kafka's tools expect: its own reader goes over them, and the index entries say what its
/// DumpLogSegments checks.
class KafkaReadsSegmentsTest {
    @TempDir
    Path directory;

    @Test
    void kafkaReadsTheSegmentsAndFindsTheIndexesRight() throws IOException {
        var disk = new RealDisk(directory);
        Path home = directory.resolve("t").resolve("0");
        LogSettings settings = Logs.SETTINGS.withSegmentBytes(3_000);
        settings = new LogSettings(3_000, settings.segmentMs(), 200, -1, -1, settings.cleanupPolicy(), 1, 0.5);
        PartitionLog log = PartitionLog.open(new OpenFiles(disk), home, settings, true);
        for (int i = 0; i < 100; i++) {
            Logs.append(log, 1_000 + (i * 37) % 500, "value-" + i, "more-" + i);
        }
        List<Segment> segments = log.view().segments();
        log.close();
        long next = 0;
        int entries = 0;
        for (Segment segment : segments) {
            var positions = new TreeMap<Long, Integer>();
            var times = new TreeMap<Long, Long>();
            try (FileRecords records = FileRecords.open(segment.path().toFile(), false)) {
                for (FileChannelRecordBatch batch : records.batches()) {
                    batch.ensureValid();
                    assertThat(batch.baseOffset()).isEqualTo(next);
                    next = batch.nextOffset();
                    positions.put(batch.lastOffset(), batch.position());
                    times.put(batch.lastOffset(), batch.maxTimestamp());
                }
            }
            ByteBuffer index = ByteBuffer.wrap(Files.readAllBytes(indexOf(segment, ".index")));
            while (index.hasRemaining()) {
                long offset = segment.baseOffset() + index.getInt();
                assertThat(positions).containsEntry(offset, index.getInt());
                entries++;
            }
            ByteBuffer timeIndex = ByteBuffer.wrap(Files.readAllBytes(indexOf(segment, ".timeindex")));
            var seen = new ArrayList<Long>();
            while (timeIndex.hasRemaining()) {
                long timestamp = timeIndex.getLong();
                assertThat(times).containsEntry(segment.baseOffset() + timeIndex.getInt(), timestamp);
                seen.add(timestamp);
            }
            assertThat(seen)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .endsWith(times.values().stream().max(Long::compare).orElseThrow());
        }
        assertThat(next).isEqualTo(200);
        assertThat(entries).isGreaterThan(10);
    }

    private static Path indexOf(Segment segment, String suffix) {
        return Path.of(segment.path().toString().replace(".log", suffix));
    }
}
