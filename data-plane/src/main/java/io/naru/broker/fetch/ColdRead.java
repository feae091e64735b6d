package io.naru.broker.fetch;

import io.naru.broker.log.LogSlice;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.protocol.FileSliceRecords;
import java.io.IOException;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records that must be read from the disk before they can be sent.
///
/// @param data the partition's part of the answer, which gets them
record ColdRead(PartitionData data, PartitionView view, long offset, int maxBytes, boolean atLeastOneBatch) {
    private static final Logger LOG = LoggerFactory.getLogger(ColdRead.class);

    /// Blocks; for a disk thread. A segment that is deleted meanwhile gives nothing, and the consumer asks again.
    void run() {
        try {
            LogSlice slice = view.log().readIntoMemory(offset, maxBytes, atLeastOneBatch, view.highWatermark());
            if (!slice.isEmpty()) {
                data.setRecords(new FileSliceRecords(new LogFileSlice(slice, offset)));
            }
        } catch (IOException e) {
            LOG.error("offset={} can't be read: {}", offset, e.getMessage());
            FetchPart.failed(data, data.partitionIndex(), Errors.KAFKA_STORAGE_ERROR);
        }
    }
}
