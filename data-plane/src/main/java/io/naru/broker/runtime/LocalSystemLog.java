package io.naru.broker.runtime;

import io.naru.broker.log.LogPosition;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.DataWaiter;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import io.naru.broker.partition.SeenEnd;
import io.naru.broker.record.Batch;
import io.naru.broker.record.RecordCursor;
import io.naru.broker.systemtopic.LogEnd;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.systemtopic.SystemRecord;
import io.naru.broker.systemtopic.SystemRecords;
import io.naru.broker.tenancy.Principal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A system topic that this broker leads, read in place. Reads go through background threads: they may touch the disk.
final class LocalSystemLog implements SystemLog {
    private static final int MAX_BATCHES = 64;

    private final String name;
    private final Metadata metadata;
    private final Partitions partitions;
    private final Executor diskThreads;

    LocalSystemLog(String name, Metadata metadata, Partitions partitions, Executor diskThreads) {
        this.name = name;
        this.metadata = metadata;
        this.partitions = partitions;
        this.diskThreads = diskThreads;
    }

    private record Found(TopicImage topic, PartitionHandle handle) {}

    private @Nullable Found find() {
        TopicImage topic = metadata.image().topic(Principal.SYSTEM_CLUSTER, name);
        PartitionHandle handle = topic == null ? null : partitions.find(topic.id(), 0);
        return topic == null || handle == null ? null : new Found(topic, handle);
    }

    @Override
    public void end(Consumer<LogEnd> end, Runnable unavailable) {
        Found found = find();
        if (found == null) {
            unavailable.run();
            return;
        }
        partitions.committedEnd(
                found.handle(), offset -> end.accept(new LogEnd(found.topic().id(), offset)), unavailable);
    }

    @Override
    public void read(long fromOffset, int maxRecords, Consumer<SystemRecords> records, Runnable unavailable) {
        Found found = find();
        PartitionView view = found == null ? null : found.handle().view();
        if (found == null || view == null) {
            unavailable.run();
            return;
        }
        diskThreads.execute(() -> {
            try {
                records.accept(read(found.topic(), view, fromOffset, maxRecords));
            } catch (IOException e) {
                unavailable.run();
            }
        });
    }

    private static SystemRecords read(TopicImage topic, PartitionView view, long fromOffset, int maxRecords)
            throws IOException {
        LogPosition end = view.highWatermark();
        List<SystemRecord> records = new ArrayList<>();
        long next = Math.max(fromOffset, view.logStartOffset());
        while (next < end.offset() && records.size() < maxRecords) {
            long from = next;
            next = view.log().replay(from, end, MAX_BATCHES, batch -> take(batch, from, records));
        }
        return new SystemRecords(topic.id(), records, Math.max(next, fromOffset), end.offset());
    }

    private static void take(Batch batch, long fromOffset, List<SystemRecord> records) {
        RecordCursor cursor = new RecordCursor().open(batch);
        while (cursor.next()) {
            ByteBuffer key = cursor.key();
            if (cursor.offset() >= fromOffset && key != null) {
                ByteBuffer value = cursor.value();
                records.add(new SystemRecord(
                        cursor.offset(), cursor.timestamp(), bytes(key), value == null ? null : bytes(value)));
            }
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    @Override
    public void whenCommitted(Runnable hint) {
        Found found = find();
        PartitionView view = found == null ? null : found.handle().view();
        if (found != null && view != null) {
            SeenEnd end = new SeenEnd(found.handle(), view.highWatermark().offset());
            partitions.awaitAny(List.of(end), new Hint(hint));
        }
    }

    private record Hint(Runnable hint) implements DataWaiter {
        @Override
        public void look() {
            hint.run();
        }

        @Override
        public boolean done() {
            return false;
        }
    }
}
