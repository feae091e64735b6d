package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.fetch.session.PartitionTable;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import io.naru.broker.partition.SeenEnd;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// How a fetch looks at its partitions: in their order, until its bytes are used up.
record FetchLook(Request request, Metadata metadata, Partitions partitions) {
    /// One partition's part of an answer.
    ///
    /// @param row where the partition stands in the fetch's table
    record Part(int row, FetchedTopic topic, PartitionData data) {}

    /// What one look found. Its parts hold slices of logs: they must be sent or released.
    ///
    /// @param urgent whether there is something the consumer must hear of at once
    record Found(List<Part> parts, long bytes, boolean urgent) {
        void release() {
            parts.forEach(part -> PartitionReader.release(part.data()));
        }
    }

    /// Looks once.
    ///
    /// @param changesOnly whether partitions of which there is nothing new are left out
    /// @param seen gets the end of each partition, to be waited on
    Found at(PartitionTable asked, int maxBytes, boolean changesOnly, List<SeenEnd> seen) {
        MetadataImage image = metadata.image();
        List<Part> parts = new ArrayList<>();
        FetchedTopic topic = null;
        long bytes = 0;
        boolean urgent = false;
        for (int row = asked.first(); row != PartitionTable.NONE; row = asked.after(row)) {
            Object key = asked.topic(row);
            if (topic == null || !topic.key().equals(key)) {
                topic = FetchedTopic.find(key, request, image);
            }
            int left = (int) Math.max(0, Math.min(asked.maxBytes(row), maxBytes - bytes));
            PartitionData data = read(asked, row, topic, left, bytes == 0, changesOnly, seen);
            if (data != null) {
                parts.add(new Part(row, topic, data));
                bytes += data.records().sizeInBytes();
                urgent |= data.errorCode() != Errors.NONE.code()
                        || data.divergingEpoch().epoch() >= 0;
            }
        }
        return new Found(parts, bytes, urgent);
    }

    private @Nullable PartitionData read(
            PartitionTable asked,
            int row,
            FetchedTopic topic,
            int maxBytes,
            boolean atLeastOneBatch,
            boolean changesOnly,
            List<SeenEnd> seen) {
        int partition = asked.partition(row);
        PartitionHandle handle = topic.image() == null || topic.error() != Errors.NONE
                ? null
                : partitions.find(topic.image().id(), partition);
        if (handle == null) {
            return PartitionReader.failed(partition, topic.errorOfAbsent(partition));
        }
        PartitionView view = handle.view();
        if (view != null) {
            seen.add(new SeenEnd(handle, view.highWatermark().offset()));
        }
        return PartitionReader.read(asked, row, view, maxBytes, atLeastOneBatch, changesOnly);
    }
}
