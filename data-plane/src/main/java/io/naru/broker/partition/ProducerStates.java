package io.naru.broker.partition;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What a partition remembers of its idempotent producers (KIP-98): the epoch and the last five batches of each, so
/// that
/// a repeated batch is answered with its first offset instead of being written twice.
///
/// Bounded: a producer idle for `producer.id.expiration.ms` is forgotten, and beyond [#MAX_PRODUCERS] the one idle for
/// longest. A forgotten producer may go on with any sequence, as on a broker that never saw it.
///
/// Snapshot, big-endian: version byte 1, int32 CRC32C of what follows, int64 offset, int32 producers; each int64 id,
/// int16
/// epoch, int64 last write in ms, int8 batches; each int32 first sequence, int32 last sequence, int64 first offset,
/// int64 last offset.
final class ProducerStates {
    static final int MAX_PRODUCERS = 10_000;
    static final int BATCHES_REMEMBERED = 5;

    private static final byte SNAPSHOT_VERSION = 1;
    private static final int HEADER_BYTES = 1 + 4 + 8 + 4;
    private static final int PRODUCER_BYTES = 8 + 2 + 8 + 1;
    private static final int BATCH_BYTES = 4 + 4 + 8 + 8;

    /// In order of last write, so that the longest idle stands first.
    private final LinkedHashMap<Long, Producer> producers = new LinkedHashMap<>();

    /// What a batch's producer id, epoch and sequence mean to this partition.
    sealed interface Verdict {
        record InOrder() implements Verdict {}

        record Duplicate(long firstOffset, long lastOffset) implements Verdict {}

        record OutOfOrder(String reason) implements Verdict {}

        record StaleEpoch(String reason) implements Verdict {}
    }

    private static final Verdict IN_ORDER = new Verdict.InOrder();

    private record Appended(int firstSequence, int lastSequence, long firstOffset, long lastOffset) {}

    private static final class Producer {
        private short epoch;
        private long lastWriteMs;
        private final ArrayDeque<Appended> batches = new ArrayDeque<>(BATCHES_REMEMBERED);

        Producer(short epoch) {
            this.epoch = epoch;
        }
    }

    Verdict check(long producerId, short epoch, int firstSequence, int lastSequence) {
        Producer producer = producers.get(producerId);
        if (producer == null || producer.batches.isEmpty()) {
            return IN_ORDER;
        }
        if (epoch < producer.epoch) {
            return new Verdict.StaleEpoch(
                    "producer " + producerId + " has epoch " + producer.epoch + ", the batch has " + epoch);
        }
        if (epoch > producer.epoch) {
            return firstSequence == 0
                    ? IN_ORDER
                    : new Verdict.OutOfOrder("a new epoch starts at sequence 0, the batch at " + firstSequence);
        }
        for (Appended batch : producer.batches) {
            if (batch.firstSequence() == firstSequence && batch.lastSequence() == lastSequence) {
                return new Verdict.Duplicate(batch.firstOffset(), batch.lastOffset());
            }
        }
        int expected = next(producer.batches.getLast().lastSequence());
        return firstSequence == expected
                ? IN_ORDER
                : new Verdict.OutOfOrder("producer " + producerId + " is at sequence " + expected
                        + ", the batch starts at " + firstSequence);
    }

    void appended(
            long producerId,
            short epoch,
            int firstSequence,
            int lastSequence,
            long firstOffset,
            long lastOffset,
            long nowMs) {
        Producer producer = producers.remove(producerId);
        if (producer == null) {
            producer = new Producer(epoch);
        }
        if (producer.epoch != epoch) {
            producer.epoch = epoch;
            producer.batches.clear();
        }
        if (producer.batches.size() == BATCHES_REMEMBERED) {
            producer.batches.removeFirst();
        }
        producer.batches.addLast(new Appended(firstSequence, lastSequence, firstOffset, lastOffset));
        producer.lastWriteMs = nowMs;
        producers.put(producerId, producer);
        if (producers.size() > MAX_PRODUCERS) {
            Iterator<Map.Entry<Long, Producer>> longestIdle =
                    producers.entrySet().iterator();
            longestIdle.next();
            longestIdle.remove();
        }
    }

    /// Forgets producers that wrote last before the given time.
    void expire(long beforeMs) {
        Iterator<Producer> byIdleness = producers.values().iterator();
        while (byIdleness.hasNext() && byIdleness.next().lastWriteMs < beforeMs) {
            byIdleness.remove();
        }
    }

    int size() {
        return producers.size();
    }

    private static int next(int sequence) {
        return sequence == Integer.MAX_VALUE ? 0 : sequence + 1;
    }

    /// The states as they are at log end `offset`.
    ByteBuffer snapshot(long offset) {
        int bytes = HEADER_BYTES;
        for (Producer producer : producers.values()) {
            bytes += PRODUCER_BYTES + BATCH_BYTES * producer.batches.size();
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        out.put(SNAPSHOT_VERSION).putInt(0).putLong(offset).putInt(producers.size());
        producers.forEach((id, producer) -> {
            out.putLong(id)
                    .putShort(producer.epoch)
                    .putLong(producer.lastWriteMs)
                    .put((byte) producer.batches.size());
            producer.batches.forEach(batch -> out.putInt(batch.firstSequence())
                    .putInt(batch.lastSequence())
                    .putLong(batch.firstOffset())
                    .putLong(batch.lastOffset()));
        });
        out.putInt(1, checksum(out.array(), bytes));
        return out.flip();
    }

    /// Takes over a snapshot.
    ///
    /// @return the offset from which the log has to be replayed, or null if the snapshot is not whole
    @Nullable
    Long restore(ByteBuffer snapshot) {
        byte[] bytes = new byte[snapshot.remaining()];
        snapshot.get(bytes);
        if (bytes.length < HEADER_BYTES || bytes[0] != SNAPSHOT_VERSION) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.get();
        if (in.getInt() != checksum(bytes, bytes.length)) {
            return null;
        }
        long offset = in.getLong();
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            long id = in.getLong();
            Producer producer = new Producer(in.getShort());
            producer.lastWriteMs = in.getLong();
            for (int batches = in.get(); batches > 0; batches--) {
                producer.batches.addLast(new Appended(in.getInt(), in.getInt(), in.getLong(), in.getLong()));
            }
            producers.put(id, producer);
        }
        return offset;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 5, length - 5);
        return (int) crc.getValue();
    }
}
