package io.naru.broker.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The check of every batch that a client sends: header, checksum, and each record, compressed or not. What passes
/// here can be read by every consumer. Allocates nothing for an uncompressed batch that passes. Kept by one thread.
public final class BatchWalk {
    /// Most record indexes that a verdict names.
    public static final int MOST_INDEXES = 100;

    private final Batch batch = new Batch();
    private final CRC32C crc = new CRC32C();
    private final RecordParser parser = new RecordParser();
    private final Decompressor decompressor = new Decompressor();
    private long maxTimestamp;
    private @Nullable List<Integer> keyless;
    private @Nullable List<Integer> untimely;

    /// Checks what remains of the buffer, which must be exactly one batch. The buffer's position and limit stay. A
    /// max timestamp that is not the largest of the records' is put right, as Kafka does.
    public BatchVerdict check(ByteBuffer buffer, BatchRules rules) {
        BatchVerdict header = checkHeader(buffer);
        if (header != null) {
            return header;
        }
        Codec codec = Codec.ofId(batch.attributes() & Batch.CODEC_MASK);
        if (codec == null) {
            return new BatchVerdict.UnsupportedCodec(
                    "compression codec " + (batch.attributes() & Batch.CODEC_MASK) + " is unknown");
        }
        if (codec == Codec.NONE) {
            int from = buffer.position() + Batch.HEADER_BYTES;
            return checkRecords(buffer, from, buffer.limit(), rules);
        }
        try {
            ByteBuffer records = decompressor.decompress(codec, batch.payload(), rules.maxDecompressedBytes());
            return checkRecords(records, records.position(), records.limit(), rules);
        } catch (PayloadException failure) {
            return failure.isTooLarge()
                    ? new BatchVerdict.TooLarge(failure.reason())
                    : new BatchVerdict.Corrupt(failure.reason());
        }
    }

    private @Nullable BatchVerdict checkHeader(ByteBuffer buffer) {
        int size = buffer.remaining();
        if (size == 0) {
            return new BatchVerdict.Invalid("there is no batch");
        }
        if (size < Batch.HEADER_BYTES) {
            return new BatchVerdict.Corrupt("a batch has at least " + Batch.HEADER_BYTES + " bytes, this has " + size);
        }
        batch.wrap(buffer, buffer.position());
        if (batch.magic() != Batch.MAGIC) {
            return new BatchVerdict.Invalid(
                    "only batches of magic 2 are taken, this has magic " + batch.magic() + "; use a newer client");
        }
        long length = (long) batch.sizeInBytes();
        if (length < Batch.HEADER_BYTES || length > size) {
            return new BatchVerdict.Corrupt("the batch says it has " + length + " bytes, " + size + " were sent");
        }
        if (length < size) {
            return new BatchVerdict.Invalid("a partition takes exactly one batch a request, more were sent");
        }
        if (batch.crc() != batch.computeCrc(crc)) {
            return new BatchVerdict.Corrupt("the batch's checksum is wrong");
        }
        return checkFields();
    }

    private @Nullable BatchVerdict checkFields() {
        if (batch.isControl()) {
            return new BatchVerdict.Invalid("clients may not write control batches");
        }
        if (batch.hasDeleteHorizon()) {
            return new BatchVerdict.Invalid("clients may not set a delete horizon");
        }
        if (batch.hasAppendTime()) {
            return new BatchVerdict.InvalidTimestamps(
                    "clients may not set the timestamp type to append time", List.of());
        }
        int count = batch.count();
        if (count <= 0) {
            return new BatchVerdict.Invalid("the batch says it has " + count + " records");
        }
        if (batch.lastOffsetDelta() != count - 1) {
            return new BatchVerdict.Invalid(
                    "the batch's last offset delta is " + batch.lastOffsetDelta() + ", with " + count + " records");
        }
        if (batch.hasProducerId() && (batch.baseSequence() < 0 || batch.producerEpoch() < 0)) {
            return new BatchVerdict.Invalid("a batch with a producer id needs an epoch and a sequence from 0");
        }
        if (batch.isTransactional() && !batch.hasProducerId()) {
            return new BatchVerdict.Invalid("a transactional batch needs a producer id");
        }
        return null;
    }

    private BatchVerdict checkRecords(ByteBuffer data, int from, int to, BatchRules rules) {
        parser.reset(data, from, to);
        maxTimestamp = Batch.NO_TIMESTAMP;
        keyless = null;
        untimely = null;
        int count = batch.count();
        long base = batch.baseTimestamp();
        for (int index = 0; index < count; index++) {
            if (parser.isAtEnd()) {
                return new BatchVerdict.Invalid("the batch says it has " + count + " records, it has " + index);
            }
            if (!parser.next()) {
                return new BatchVerdict.Invalid("record " + index + " is broken: " + parser.problem());
            }
            if (parser.offsetDelta != index) {
                return new BatchVerdict.Invalid("record " + index + " has offset delta " + parser.offsetDelta);
            }
            checkRecord(index, base + parser.timestampDelta, rules);
        }
        if (!parser.isAtEnd()) {
            return new BatchVerdict.Invalid("the batch says it has " + count + " records, it has more");
        }
        return conclude();
    }

    private void checkRecord(int index, long timestamp, BatchRules rules) {
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        if (rules.keysRequired() && parser.keyLength < 0) {
            keyless = noted(keyless, index);
        }
        if (timestamp != Batch.NO_TIMESTAMP
                && (timestamp < rules.earliestTimestampMs() || timestamp > rules.latestTimestampMs())) {
            untimely = noted(untimely, index);
        }
    }

    private BatchVerdict conclude() {
        if (keyless != null) {
            return new BatchVerdict.InvalidRecords("a compacted topic takes only records with a key", keyless);
        }
        if (untimely != null) {
            return new BatchVerdict.InvalidTimestamps(
                    "the time of a record is outside what message.timestamp.before.max.ms and"
                            + " message.timestamp.after.max.ms of the topic allow",
                    untimely);
        }
        if (batch.maxTimestamp() != maxTimestamp) {
            batch.setMaxTimestamp(maxTimestamp);
        }
        return BatchVerdict.SOUND;
    }

    private static List<Integer> noted(@Nullable List<Integer> indexes, int index) {
        List<Integer> noted = indexes == null ? new ArrayList<>() : indexes;
        if (noted.size() < MOST_INDEXES) {
            noted.add(index);
        }
        return noted;
    }
}
