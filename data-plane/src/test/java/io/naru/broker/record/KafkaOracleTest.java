package io.naru.broker.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/// What Kafka's own classes write is read here, and the other way round.
class KafkaOracleTest {
    private static final long BASE_OFFSET = 77;

    @Property(tries = 100)
    void readsWhatKafkaWrites(@ForAll("records") List<SimpleRecord> records, @ForAll CompressionType type) {
        ByteBuffer batch = kafkaBatch(records, type);
        assertThat(new BatchWalk().check(batch, BatchRules.ANY)).isEqualTo(BatchVerdict.SOUND);
        var cursor = new RecordCursor().open(Batch.of(batch));
        for (int i = 0; i < records.size(); i++) {
            SimpleRecord expected = records.get(i);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.offset()).isEqualTo(BASE_OFFSET + i);
            assertThat(cursor.timestamp()).isEqualTo(expected.timestamp());
            assertThat(cursor.key()).isEqualTo(expected.key());
            assertThat(cursor.value()).isEqualTo(expected.value());
            assertThat(headers(cursor)).isEqualTo(headers(expected.headers()));
            assertThat(cursor.value()).isEqualTo(expected.value());
        }
        assertThat(cursor.next()).isFalse();
    }

    @Property(tries = 100)
    void kafkaReadsWhatIsBuiltHere(@ForAll("records") List<SimpleRecord> records) {
        var builder = new BatchBuilder().baseOffset(BASE_OFFSET).leaderEpoch(5).producer(9, (short) 3, 40);
        for (SimpleRecord record : records) {
            builder.add(record.timestamp(), record.key(), record.value(), ours(record.headers()));
        }
        ByteBuffer batch = builder.build();
        RecordBatch read = MemoryRecords.readableRecords(batch.duplicate())
                .batches()
                .iterator()
                .next();
        read.ensureValid();
        assertThat(read.baseOffset()).isEqualTo(BASE_OFFSET);
        assertThat(read.partitionLeaderEpoch()).isEqualTo(5);
        assertThat(read.producerId()).isEqualTo(9);
        assertThat(read.baseSequence()).isEqualTo(40);
        assertThat(read.lastSequence()).isEqualTo(40 + records.size() - 1);
        assertThat(simple(read)).isEqualTo(records);
        assertThat(new BatchWalk().check(batch, BatchRules.ANY)).isEqualTo(BatchVerdict.SOUND);
        assertThat(Batch.of(batch).maxTimestamp()).isEqualTo(read.maxTimestamp());
    }

    @Property(tries = 100)
    void kafkaReadsABatchAfterItIsPatched(@ForAll("records") List<SimpleRecord> records, @ForAll CompressionType type) {
        ByteBuffer bytes = kafkaBatch(records, type);
        Batch batch = Batch.of(bytes);
        batch.setBaseOffset(1_234);
        batch.setLeaderEpoch(8);
        batch.setAppendTime(5_678);
        RecordBatch read =
                MemoryRecords.readableRecords(bytes).batches().iterator().next();
        read.ensureValid();
        assertThat(read.baseOffset()).isEqualTo(1_234);
        assertThat(read.partitionLeaderEpoch()).isEqualTo(8);
        for (Record record : read) {
            assertThat(record.timestamp()).isEqualTo(5_678);
        }
    }

    @Property(tries = 100)
    void kafkaReadsWhatCompactionKeeps(@ForAll("records") List<SimpleRecord> records, @ForAll CompressionType type) {
        ByteBuffer bytes = kafkaBatch(records, type);
        ByteBuffer kept = new BatchFilter().filter(Batch.of(bytes), record -> record.offset() % 2 == 0, 999_999);
        List<SimpleRecord> expected = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if ((BASE_OFFSET + i) % 2 == 0) {
                expected.add(records.get(i));
            }
        }
        if (expected.isEmpty()) {
            assertThat(kept).isNull();
            return;
        }
        RecordBatch read =
                MemoryRecords.readableRecords(kept).batches().iterator().next();
        read.ensureValid();
        assertThat(read.lastOffset()).isEqualTo(BASE_OFFSET + records.size() - 1);
        assertThat(simple(read)).isEqualTo(expected);
        boolean tombstones = expected.stream().anyMatch(record -> record.value() == null);
        assertThat(read.deleteHorizonMs().isPresent()).isEqualTo(tombstones);
    }

    /// Whatever is broken behind a right checksum: no exception, and what passes here Kafka can read.
    @Property(tries = 500)
    void whatPassesTheWalkKafkaCanRead(
            @ForAll("records") List<SimpleRecord> records,
            @ForAll CompressionType type,
            @ForAll("damages") List<int[]> damages) {
        ByteBuffer bytes = kafkaBatch(records, type);
        for (int[] damage : damages) {
            int at = Batch.ATTRIBUTES + Math.floorMod(damage[0], bytes.limit() - Batch.ATTRIBUTES);
            bytes.put(at, (byte) damage[1]);
        }
        Batch.of(bytes).sealCrc();
        BatchVerdict verdict =
                new BatchWalk().check(bytes, new BatchRules(false, Long.MIN_VALUE, Long.MAX_VALUE, 1 << 20));
        if (verdict.equals(BatchVerdict.SOUND)) {
            assertThatCode(() -> {
                        RecordBatch read = MemoryRecords.readableRecords(bytes)
                                .batches()
                                .iterator()
                                .next();
                        read.ensureValid();
                        int count = 0;
                        for (Record record : read) {
                            assertThat(record.offset()).isEqualTo(read.baseOffset() + count);
                            count++;
                        }
                        assertThat(count).isEqualTo(Batch.of(bytes).count());
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Provide
    Arbitrary<List<int[]>> damages() {
        return Arbitraries.integers()
                .array(int[].class)
                .ofSize(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<SimpleRecord>> records() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        Arbitrary<Header> header = Combinators.combine(
                        Arbitraries.strings().alpha().ofMaxLength(10), bytes.injectNull(0.2))
                .as((key, value) -> (Header) new RecordHeader(key, value));
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000_000L),
                        bytes.injectNull(0.3),
                        bytes.injectNull(0.2),
                        header.array(Header[].class).ofMaxSize(3))
                .as(SimpleRecord::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    private static ByteBuffer kafkaBatch(List<SimpleRecord> records, CompressionType type) {
        Compression compression = Compression.of(type).build();
        return MemoryRecords.withRecords(BASE_OFFSET, compression, records.toArray(SimpleRecord[]::new))
                .buffer()
                .duplicate();
    }

    private static List<SimpleRecord> simple(RecordBatch batch) {
        var records = new ArrayList<SimpleRecord>();
        batch.forEach(record -> records.add(new SimpleRecord(record)));
        return records;
    }

    private static List<io.naru.broker.record.Header> ours(Header[] headers) {
        var ours = new ArrayList<io.naru.broker.record.Header>();
        for (Header header : headers) {
            ours.add(new io.naru.broker.record.Header(
                    header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())));
        }
        return ours;
    }

    private static List<String> headers(RecordCursor cursor) {
        return cursor.headers().stream()
                .map(header -> header.key() + "=" + text(header.value()))
                .toList();
    }

    private static List<String> headers(Header[] headers) {
        var list = new ArrayList<String>();
        for (Header header : headers) {
            list.add(header.key() + "=" + text(header.value() == null ? null : ByteBuffer.wrap(header.value())));
        }
        return list;
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null
                ? "null"
                : StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
}
