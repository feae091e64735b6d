/// Kafka's record batches (magic 2), read, checked and made by hand: no class of the Kafka client is used here.
///
/// Doors: [io.naru.broker.record.Batch] (one batch in a buffer), [io.naru.broker.record.BatchWalk] (the check of
/// every batch that a client sends), [io.naru.broker.record.RecordCursor] (its records, decompressed) and
/// [io.naru.broker.record.BatchBuilder] (batches the broker makes). This room knows neither files nor the network.
///
/// A batch, big-endian: int64 base offset, int32 length of what follows, int32 leader epoch, int8 magic, uint32
/// CRC32C of what follows, int16 attributes (bits 0-2 codec, 3 append time, 4 transactional, 5 control, 6 delete
/// horizon), int32 last offset delta, int64 base timestamp, int64 max timestamp, int64 producer id, int16 producer
/// epoch, int32 base sequence, int32 count, then the records, compressed as one.
///
/// A record: varint length, int8 attributes, varlong timestamp delta, varint offset delta, varint key length and
/// key, varint value length and value, varint header count; a header: varint key length and key, varint value
/// length and value. Varints are zigzag; length -1 is null.
@NullMarked
package io.naru.broker.record;

import org.jspecify.annotations.NullMarked;
