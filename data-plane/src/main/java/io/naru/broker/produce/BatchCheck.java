package io.naru.broker.produce;

import io.naru.broker.environment.Clock;
import io.naru.broker.partition.PartitionSettings;
import io.naru.broker.record.Batch;
import io.naru.broker.record.BatchRules;
import io.naru.broker.record.BatchVerdict;
import io.naru.broker.record.BatchWalk;
import io.naru.broker.record.Codec;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// The check of a batch before its partition sees it: well made, and allowed by its topic's settings.
final class BatchCheck {
    private static final short FIRST_VERSION_WITH_ZSTD = 7;

    private final Clock clock;
    private final ThreadLocal<BatchWalk> walks = ThreadLocal.withInitial(BatchWalk::new);

    BatchCheck(Clock clock) {
        this.clock = clock;
    }

    @Nullable
    Refusal refusal(ByteBuffer batch, PartitionSettings settings, short version) {
        if (batch.remaining() > settings.maxMessageBytes()) {
            return new Refusal(
                    Errors.MESSAGE_TOO_LARGE,
                    "the batch has " + batch.remaining() + " bytes, the topic's max.message.bytes is "
                            + settings.maxMessageBytes());
        }
        Refusal refusal = refusalOf(walks.get().check(batch, rules(settings)));
        if (refusal != null) {
            return refusal;
        }
        Batch header = Batch.of(batch);
        if (header.isControl() || header.isTransactional()) {
            return new Refusal(
                    Errors.INVALID_RECORD, "control and transactional batches are not taken from this client");
        }
        if (header.codec() == Codec.ZSTD && version < FIRST_VERSION_WITH_ZSTD) {
            return new Refusal(
                    Errors.UNSUPPORTED_COMPRESSION_TYPE, "zstd needs Produce version 7 or newer; use a newer client");
        }
        return null;
    }

    /// The broker's own time stands above the client's where it stamps.
    private BatchRules rules(PartitionSettings settings) {
        if (settings.stampAppendTime()) {
            return settings.compacted() ? BatchRules.KEYED : BatchRules.ANY;
        }
        long now = clock.wallMs();
        long earliest = settings.timestampBeforeMaxMs() > now ? Long.MIN_VALUE : now - settings.timestampBeforeMaxMs();
        long latest = settings.timestampAfterMaxMs() > Long.MAX_VALUE - now
                ? Long.MAX_VALUE
                : now + settings.timestampAfterMaxMs();
        return new BatchRules(settings.compacted(), earliest, latest, BatchRules.DEFAULT_MAX_DECOMPRESSED_BYTES);
    }

    private static @Nullable Refusal refusalOf(BatchVerdict verdict) {
        return switch (verdict) {
            case BatchVerdict.Sound ignored -> null;
            case BatchVerdict.Corrupt corrupt -> new Refusal(Errors.CORRUPT_MESSAGE, corrupt.reason());
            case BatchVerdict.Invalid invalid -> new Refusal(Errors.INVALID_RECORD, invalid.reason());
            case BatchVerdict.InvalidRecords records ->
                new Refusal(Errors.INVALID_RECORD, records.reason(), records.indexes());
            case BatchVerdict.InvalidTimestamps times ->
                new Refusal(Errors.INVALID_TIMESTAMP, times.reason(), times.indexes());
            case BatchVerdict.UnsupportedCodec codec ->
                new Refusal(Errors.UNSUPPORTED_COMPRESSION_TYPE, codec.reason());
            case BatchVerdict.TooLarge large -> new Refusal(Errors.MESSAGE_TOO_LARGE, large.reason());
        };
    }
}
