package io.naru.broker.simulation;

import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.record.Batch;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;

/// What a fetch brought, by offset.
///
/// @param next where to go on; -1 if nothing came
record FetchedRecords(NavigableMap<Long, Fetched> records, long next) {
    record Fetched(String value, long timestampMs) {}

    static FetchedRecords of(PartitionData data) {
        NavigableMap<Long, Fetched> found = new TreeMap<>();
        if (!(data.records() instanceof FileSliceRecords records)) {
            return new FetchedRecords(found, -1);
        }
        ByteBuffer bytes = ByteBuffer.allocate(records.slice().length());
        try {
            records.slice().read(bytes, records.slice().position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            records.slice().release();
        }
        bytes.flip();
        long next = -1;
        for (int at = 0; at + Batch.HEADER_BYTES <= bytes.limit(); ) {
            Batch batch = new Batch().wrap(bytes, at);
            if (at + batch.sizeInBytes() > bytes.limit()) {
                break;
            }
            take(batch, found);
            next = batch.nextOffset();
            at += batch.sizeInBytes();
        }
        return new FetchedRecords(found, next);
    }

    private static void take(Batch batch, NavigableMap<Long, Fetched> found) {
        RecordCursor cursor = new RecordCursor().open(batch);
        while (cursor.next()) {
            ByteBuffer value = cursor.value();
            String text =
                    value == null ? "" : StandardCharsets.UTF_8.decode(value).toString();
            found.put(cursor.offset(), new Fetched(text, cursor.timestamp()));
        }
    }
}
