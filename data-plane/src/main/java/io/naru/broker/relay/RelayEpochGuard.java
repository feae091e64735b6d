package io.naru.broker.relay;

import io.naru.broker.partition.AppendGuard;
import io.naru.broker.record.Batch;
import io.naru.broker.record.CorruptBatchException;
import io.naru.broker.record.Header;
import io.naru.broker.record.RecordCursor;
import io.naru.broker.systemtopic.Envelope;
import io.naru.broker.systemtopic.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lets nobody write to `__naru_desired` whose lease on the relay is over: a batch with a lower `relay_epoch` than the
/// highest in the log is refused, and so is one that is not made of envelopes. A tombstone has no envelope: it may
/// carry its epoch, in decimal digits, in a header `relay_epoch`. Rebuilt when the partition is opened; lives on its
/// shard.
public final class RelayEpochGuard implements AppendGuard {
    private static final String HEADER = "relay_epoch";

    private final RecordCursor cursor = new RecordCursor();
    private long highestEpoch;

    /// The epochs a batch speaks of.
    private record Epochs(long lowest, long highest) {
        static final Epochs NONE = new Epochs(Long.MAX_VALUE, 0);

        Epochs and(long epoch) {
            return new Epochs(Math.min(lowest, epoch), Math.max(highest, epoch));
        }
    }

    @Override
    public @Nullable String refuse(ByteBuffer batch) {
        try {
            Epochs epochs = read(batch);
            return epochs.lowest() < highestEpoch
                    ? "relay_epoch " + epochs.lowest() + " is over: " + highestEpoch
                            + " has written here since; take the lease again before publishing"
                    : null;
        } catch (MalformedJson e) {
            return "a record is not one of desired state: " + e.getMessage();
        } catch (CorruptBatchException e) {
            return "a record cannot be read: " + e.getMessage();
        }
    }

    @Override
    public void appended(ByteBuffer batch) {
        try {
            highestEpoch = Math.max(highestEpoch, read(batch).highest());
        } catch (MalformedJson | CorruptBatchException e) {
            // Written before this release knew better; it holds no epoch to remember.
            return;
        }
    }

    private Epochs read(ByteBuffer batch) throws MalformedJson {
        Epochs epochs = Epochs.NONE;
        cursor.open(Batch.of(batch));
        while (cursor.next()) {
            ByteBuffer value = cursor.value();
            if (value != null) {
                epochs = epochs.and(ofEnvelope(cursor.key(), bytes(value)));
            } else {
                for (Header header : cursor.headers()) {
                    ByteBuffer digits = header.value();
                    if (header.key().equals(HEADER) && digits != null) {
                        epochs = epochs.and(number(bytes(digits)));
                    }
                }
            }
        }
        return epochs;
    }

    private static long ofEnvelope(@Nullable ByteBuffer key, byte[] value) throws MalformedJson {
        Envelope envelope = Envelope.parse(value);
        String name = envelope.kind() + "/" + envelope.id();
        if (key == null || !name.equals(new String(bytes(key), StandardCharsets.UTF_8))) {
            throw new MalformedJson("the record's key is not the kind and id of its value");
        }
        if (envelope.relayEpoch() < 1) {
            throw new MalformedJson("the member `relay_epoch` is missing");
        }
        return envelope.relayEpoch();
    }

    private static long number(byte[] digits) throws MalformedJson {
        try {
            return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new MalformedJson("the header `relay_epoch` is not a number");
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
