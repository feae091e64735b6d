package io.naru.broker.fetch;

import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/// One partition's part of an answer. It may hold a slice of a log: it must be sent or released.
///
/// @param row where the partition stands in the fetch's table
record FetchPart(int row, FetchedTopic topic, PartitionData data) {
    private static final long UNKNOWN = -1;

    /// Makes of a partition's data that nothing can be told but the error.
    static PartitionData failed(PartitionData data, int partition, Errors error) {
        return data.setPartitionIndex(partition)
                .setErrorCode(error.code())
                .setHighWatermark(UNKNOWN)
                .setLastStableOffset(UNKNOWN)
                .setLogStartOffset(UNKNOWN)
                .setRecords(WireRecords.empty());
    }

    int recordBytes() {
        return data.records().sizeInBytes();
    }

    int messages() {
        return data.records() instanceof FileSliceRecords(LogFileSlice slice) ? slice.messages() : 0;
    }

    void release() {
        if (data.records() instanceof FileSliceRecords records) {
            records.slice().release();
        }
    }
}
