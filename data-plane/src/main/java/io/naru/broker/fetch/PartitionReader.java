package io.naru.broker.fetch;

import io.naru.broker.log.LogSlice;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import java.io.IOException;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what one partition of a fetch may see from one view of it.
final class PartitionReader {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);
    private static final long UNKNOWN = -1;

    private PartitionReader() {}

    static PartitionData failed(FetchPartition asked, Errors error) {
        return new PartitionData()
                .setPartitionIndex(asked.partition())
                .setErrorCode(error.code())
                .setHighWatermark(UNKNOWN)
                .setRecords(WireRecords.empty());
    }

    /// Reads at most `maxBytes`, or one whole batch where `atLeastOneBatch` and the first is larger. The answer holds a
    /// slice of the log: it must be sent or released.
    static PartitionData read(
            FetchPartition asked, @Nullable PartitionView view, int maxBytes, boolean atLeastOneBatch) {
        if (view == null) {
            return failed(asked, Errors.NOT_LEADER_OR_FOLLOWER);
        }
        Errors epoch = LeaderEpochs.check(asked.currentLeaderEpoch(), view);
        if (epoch != Errors.NONE) {
            return failed(asked, epoch);
        }
        PartitionData data = new PartitionData()
                .setPartitionIndex(asked.partition())
                .setHighWatermark(view.highWatermark().offset())
                .setLastStableOffset(view.highWatermark().offset())
                .setLogStartOffset(view.logStartOffset())
                .setRecords(WireRecords.empty());
        if (asked.fetchOffset() < view.logStartOffset()
                || asked.fetchOffset() > view.log().end().offset()) {
            return data.setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
        }
        if (asked.lastFetchedEpoch() >= 0) {
            FetchResponseData.@Nullable EpochEndOffset diverging =
                    LeaderEpochs.divergence(asked.lastFetchedEpoch(), asked.fetchOffset(), view);
            if (diverging != null) {
                return data.setDivergingEpoch(diverging);
            }
        }
        if (asked.fetchOffset() >= view.highWatermark().offset() || (maxBytes <= 0 && !atLeastOneBatch)) {
            return data;
        }
        try {
            LogSlice slice = view.log().read(asked.fetchOffset(), maxBytes, atLeastOneBatch, view.highWatermark());
            return slice.length() == 0 ? data : data.setRecords(new FileSliceRecords(new LogFileSlice(slice)));
        } catch (IOException e) {
            LOG.error("offset={} can't be read: {}", asked.fetchOffset(), e.getMessage());
            return failed(asked, Errors.KAFKA_STORAGE_ERROR);
        }
    }

    static void release(PartitionData data) {
        if (data.records() instanceof FileSliceRecords records) {
            records.slice().release();
        }
    }
}
