package io.naru.broker.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchWalkTest {
    private final BatchWalk walk = new BatchWalk();

    @Test
    void takesAWellMadeBatch() {
        assertThat(walk.check(batch(), BatchRules.KEYED)).isEqualTo(BatchVerdict.SOUND);
    }

    @Test
    void refusesWhatWasDamagedOnTheWay() {
        ByteBuffer damaged = batch();
        damaged.put(damaged.limit() - 1, (byte) 99);
        assertThat(walk.check(damaged, BatchRules.ANY)).isInstanceOf(BatchVerdict.Corrupt.class);
        assertThat(walk.check(batch().limit(50), BatchRules.ANY)).isInstanceOf(BatchVerdict.Corrupt.class);
        ByteBuffer cut = batch();
        assertThat(walk.check(cut.limit(cut.limit() - 1), BatchRules.ANY)).isInstanceOf(BatchVerdict.Corrupt.class);
    }

    @Test
    void refusesNoBatchAndMoreThanOne() {
        assertThat(walk.check(ByteBuffer.allocate(0), BatchRules.ANY)).isInstanceOf(BatchVerdict.Invalid.class);
        ByteBuffer one = batch();
        ByteBuffer two = ByteBuffer.allocate(one.limit() * 2)
                .put(one.duplicate())
                .put(one)
                .flip();
        assertThat(walk.check(two, BatchRules.ANY)).isInstanceOf(BatchVerdict.Invalid.class);
    }

    @Test
    void refusesOldFormatsByName() {
        ByteBuffer old = batch().put(Batch.MAGIC_AT, (byte) 1);
        assertThat(walk.check(old, BatchRules.ANY))
                .isEqualTo(new BatchVerdict.Invalid(
                        "only batches of magic 2 are taken, this has magic 1; use a newer client"));
    }

    @Test
    void refusesWrongCounts() {
        assertInvalid(bytes -> bytes.putInt(Batch.COUNT, 2));
        assertInvalid(bytes -> bytes.putInt(Batch.COUNT, 0));
        assertInvalid(bytes -> bytes.putInt(Batch.COUNT, 4).putInt(Batch.LAST_OFFSET_DELTA, 3));
        assertInvalid(bytes -> bytes.putInt(Batch.COUNT, 2).putInt(Batch.LAST_OFFSET_DELTA, 1));
    }

    @Test
    void refusesWhatOnlyTheBrokerMaySet() {
        assertInvalid(bytes -> attributes(bytes, Batch.CONTROL_BIT));
        assertInvalid(bytes -> attributes(bytes, Batch.DELETE_HORIZON_BIT));
        assertInvalid(bytes -> attributes(bytes, Batch.TRANSACTIONAL_BIT));
        assertThat(walk.check(changed(bytes -> attributes(bytes, Batch.APPEND_TIME_BIT)), BatchRules.ANY))
                .isInstanceOf(BatchVerdict.InvalidTimestamps.class);
        assertThat(walk.check(changed(bytes -> attributes(bytes, 6)), BatchRules.ANY))
                .isInstanceOf(BatchVerdict.UnsupportedCodec.class);
    }

    @Test
    void refusesAProducerWithoutASequence() {
        assertInvalid(bytes -> bytes.putLong(Batch.PRODUCER_ID, 5));
    }

    @Test
    void namesTheRecordsWithoutAKey() {
        ByteBuffer batch = new BatchBuilder()
                .add(1, bytes("k"), bytes("v"))
                .add(1, null, bytes("v"))
                .add(1, bytes("k"), null)
                .add(1, null, null)
                .build();
        assertThat(walk.check(batch, BatchRules.KEYED))
                .isEqualTo(new BatchVerdict.InvalidRecords(
                        "a compacted topic takes only records with a key", List.of(1, 3)));
        assertThat(walk.check(batch, BatchRules.ANY)).isEqualTo(BatchVerdict.SOUND);
    }

    @Test
    void namesTheRecordsOutsideTheTime() {
        var rules = new BatchRules(false, 100, 200, 1_000);
        ByteBuffer batch = new BatchBuilder()
                .add(100, null, bytes("v"))
                .add(99, null, bytes("v"))
                .add(-1, null, bytes("v"))
                .add(201, null, bytes("v"))
                .build();
        assertThat(walk.check(batch, rules))
                .isInstanceOfSatisfying(
                        BatchVerdict.InvalidTimestamps.class,
                        refused -> assertThat(refused.indexes()).containsExactly(1, 3));
    }

    @Test
    void putsAWrongMaxTimestampRight() {
        ByteBuffer wrong = changed(bytes -> bytes.putLong(Batch.MAX_TIMESTAMP, 5));
        assertThat(walk.check(wrong, BatchRules.ANY)).isEqualTo(BatchVerdict.SOUND);
        assertThat(Batch.of(wrong).maxTimestamp()).isEqualTo(1_002);
        assertThat(walk.check(wrong, BatchRules.ANY)).isEqualTo(BatchVerdict.SOUND);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void refusesABatchThatGrowsBeyondMeasure(CompressionType type) {
        ByteBuffer bomb = kafka(type, new byte[5 << 20]);
        assertThat(bomb.remaining()).isLessThan(1 << 20);
        var rules = new BatchRules(false, Long.MIN_VALUE, Long.MAX_VALUE, 4 << 20);
        assertThat(walk.check(bomb, rules)).isInstanceOf(BatchVerdict.TooLarge.class);
        assertThat(walk.check(bomb, BatchRules.ANY)).isEqualTo(BatchVerdict.SOUND);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void refusesBrokenCompression(CompressionType type) {
        ByteBuffer broken = kafka(type, bytes("some value that compresses, that compresses"));
        for (int at = Batch.HEADER_BYTES; at < broken.limit(); at++) {
            broken.put(at, (byte) 0x55);
        }
        Batch.of(broken).sealCrc();
        assertThat(walk.check(broken, BatchRules.ANY))
                .isInstanceOfAny(BatchVerdict.Corrupt.class, BatchVerdict.Invalid.class, BatchVerdict.TooLarge.class);
    }

    @Test
    void leavesPositionAndLimitAndReadsDirectBuffersToo() {
        ByteBuffer batch = batch();
        ByteBuffer direct = ByteBuffer.allocateDirect(batch.remaining() + 10).position(10);
        direct.put(batch).position(10);
        assertThat(walk.check(direct, BatchRules.ANY)).isEqualTo(BatchVerdict.SOUND);
        assertThat(direct.position()).isEqualTo(10);
    }

    private void assertInvalid(Consumer<ByteBuffer> change) {
        assertThat(walk.check(changed(change), BatchRules.ANY)).isInstanceOf(BatchVerdict.Invalid.class);
    }

    private static ByteBuffer changed(Consumer<ByteBuffer> change) {
        ByteBuffer batch = batch();
        change.accept(batch);
        Batch.of(batch).sealCrc();
        return batch;
    }

    private static void attributes(ByteBuffer bytes, int attributes) {
        bytes.putShort(Batch.ATTRIBUTES, (short) attributes);
    }

    private static ByteBuffer batch() {
        return new BatchBuilder()
                .add(1_000, bytes("k"), bytes("a"))
                .add(1_002, bytes("k"), bytes("b"))
                .add(1_001, bytes("k"), null)
                .build();
    }

    private static ByteBuffer kafka(CompressionType type, byte[] value) {
        return MemoryRecords.withRecords(Compression.of(type).build(), new SimpleRecord(1L, null, value))
                .buffer()
                .duplicate();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
