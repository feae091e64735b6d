package io.naru.broker.fetch;

import io.naru.broker.fetch.session.PartitionTable;
import io.naru.broker.log.LogSlice;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import java.io.IOException;
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

    static PartitionData failed(int partition, Errors error) {
        return new PartitionData()
                .setPartitionIndex(partition)
                .setErrorCode(error.code())
                .setHighWatermark(UNKNOWN)
                .setRecords(WireRecords.empty());
    }

    /// Reads at most `maxBytes`, or one whole batch where `atLeastOneBatch` and the first is larger. The answer holds a
    /// slice of the log: it must be sent or released.
    ///
    /// @param changesOnly whether the consumer knows what it was told last
    /// @return null if there is nothing the consumer does not know
    static @Nullable PartitionData read(
            PartitionTable asked,
            int row,
            @Nullable PartitionView view,
            int maxBytes,
            boolean atLeastOneBatch,
            boolean changesOnly) {
        if (view == null) {
            return failed(asked.partition(row), Errors.NOT_LEADER_OR_FOLLOWER);
        }
        Errors epoch = LeaderEpochs.check(asked.currentLeaderEpoch(row), view);
        if (epoch != Errors.NONE) {
            return failed(asked.partition(row), epoch);
        }
        long offset = asked.fetchOffset(row);
        if (offset < view.logStartOffset() || offset > view.log().end().offset()) {
            return told(asked.partition(row), view).setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
        }
        FetchResponseData.@Nullable EpochEndOffset diverging = asked.lastFetchedEpoch(row) < 0
                ? null
                : LeaderEpochs.divergence(asked.lastFetchedEpoch(row), offset, view);
        if (diverging != null) {
            return told(asked.partition(row), view).setDivergingEpoch(diverging);
        }
        long highWatermark = view.highWatermark().offset();
        boolean known = changesOnly && asked.wasTold(row, highWatermark, highWatermark, view.logStartOffset());
        if (offset >= highWatermark || (maxBytes <= 0 && !atLeastOneBatch)) {
            return known ? null : told(asked.partition(row), view);
        }
        try {
            LogSlice slice = view.log().read(offset, maxBytes, atLeastOneBatch, view.highWatermark());
            if (slice.length() > 0) {
                return told(asked.partition(row), view).setRecords(new FileSliceRecords(new LogFileSlice(slice)));
            }
            return known ? null : told(asked.partition(row), view);
        } catch (IOException e) {
            LOG.error("offset={} can't be read: {}", offset, e.getMessage());
            return failed(asked.partition(row), Errors.KAFKA_STORAGE_ERROR);
        }
    }

    private static PartitionData told(int partition, PartitionView view) {
        return new PartitionData()
                .setPartitionIndex(partition)
                .setHighWatermark(view.highWatermark().offset())
                .setLastStableOffset(view.highWatermark().offset())
                .setLogStartOffset(view.logStartOffset())
                .setRecords(WireRecords.empty());
    }

    static void release(PartitionData data) {
        if (data.records() instanceof FileSliceRecords records) {
            records.slice().release();
        }
    }
}
