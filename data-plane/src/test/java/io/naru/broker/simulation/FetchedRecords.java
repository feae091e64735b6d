package io.naru.broker.simulation;

import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.record.Batch;
import io.naru.broker.record.RecordCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.internal.BaseRecords;

/// What a fetch brought, by offset.
///
/// @param next where to go on; -1 if nothing came
record FetchedRecords(NavigableMap<Long, Fetched> records, long next) {
    record Fetched(String value, long timestampMs) {}

    static FetchedRecords of(PartitionData data) {
        NavigableMap<Long, Fetched> found = new TreeMap<>();
        if (data.records() == null) {
            return new FetchedRecords(found, -1);
        }
        ByteBuffer bytes = bytes(data.records());
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

    private static ByteBuffer bytes(BaseRecords records) {
        if (!(records instanceof FileSliceRecords file)) {
            return WireRecords.bytes(records);
        }
        ByteBuffer bytes = ByteBuffer.allocate(file.slice().length());
        try {
            file.slice().read(bytes, file.slice().position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            file.slice().release();
        }
        return bytes.flip();
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
