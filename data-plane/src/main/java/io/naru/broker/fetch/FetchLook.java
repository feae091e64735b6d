package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.fetch.session.PartitionTable;
import io.naru.broker.log.LogSlice;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import io.naru.broker.partition.SeenEnd;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look of a fetch at its partitions, in their order, until its bytes are used up. Never waits for the disk: what
/// is not in memory is only noted.
final class FetchLook {
    private static final Logger LOG = LoggerFactory.getLogger(FetchLook.class);

    private final Request request;
    private final MetadataImage image;
    private final Partitions partitions;
    private final PartitionTable asked;
    private final int maxBytes;
    private final boolean changesOnly;

    private final List<SeenEnd> seen = new ArrayList<>();
    private final List<FetchPart> parts = new ArrayList<>();
    private final List<ColdRead> cold = new ArrayList<>();
    private long bytes;
    private boolean urgent;

    /// @param changesOnly whether partitions of which there is nothing new are left out
    FetchLook(
            Request request,
            MetadataImage image,
            Partitions partitions,
            PartitionTable asked,
            int maxBytes,
            boolean changesOnly) {
        this.request = request;
        this.image = image;
        this.partitions = partitions;
        this.asked = asked;
        this.maxBytes = maxBytes;
        this.changesOnly = changesOnly;
    }

    Found take() {
        FetchedTopic topic = null;
        for (int row = asked.first(); row != PartitionTable.NONE; row = asked.after(row)) {
            Object key = asked.topic(row);
            if (topic == null || !topic.key().equals(key)) {
                topic = FetchedTopic.find(key, request, image);
            }
            look(row, topic);
        }
        return new Found(parts, cold, seen, bytes, urgent);
    }

    private void look(int row, FetchedTopic topic) {
        int partition = asked.partition(row);
        PartitionHandle handle = topic.image() == null || topic.error() != Errors.NONE
                ? null
                : partitions.find(topic.image().id(), partition);
        if (handle == null) {
            fail(row, topic, topic.errorOfAbsent(partition));
            return;
        }
        PartitionView view = handle.view();
        if (view == null) {
            fail(row, topic, Errors.NOT_LEADER_OR_FOLLOWER);
            return;
        }
        seen.add(new SeenEnd(handle, view.highWatermark().offset()));
        Errors epoch = LeaderEpochs.check(asked.currentLeaderEpoch(row), view);
        if (epoch != Errors.NONE) {
            fail(row, topic, epoch);
            return;
        }
        look(row, topic, view);
    }

    private void look(int row, FetchedTopic topic, PartitionView view) {
        long offset = asked.fetchOffset(row);
        if (offset < view.logStartOffset() || offset > view.log().end().offset()) {
            urgent = true;
            tell(row, topic, view).setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
            return;
        }
        FetchResponseData.@Nullable EpochEndOffset diverging = asked.lastFetchedEpoch(row) < 0
                ? null
                : LeaderEpochs.divergence(asked.lastFetchedEpoch(row), offset, view);
        if (diverging != null) {
            urgent |= diverging.epoch() >= 0;
            tell(row, topic, view).setDivergingEpoch(diverging);
            return;
        }
        int left = (int) Math.max(0, Math.min(asked.maxBytes(row), maxBytes - bytes));
        boolean hasRecords = offset < view.highWatermark().offset() && (left > 0 || bytes == 0);
        if (hasRecords) {
            read(row, topic, view, left);
        } else {
            tellIfNew(row, topic, view);
        }
    }

    /// Takes at most `left` bytes, or one whole batch where it is larger and the first of the answer.
    private void read(int row, FetchedTopic topic, PartitionView view, int left) {
        long offset = asked.fetchOffset(row);
        boolean atLeastOneBatch = bytes == 0;
        try {
            if (!view.log().isInMemory(offset, left)) {
                cold.add(new ColdRead(tell(row, topic, view), view, offset, left, atLeastOneBatch));
                bytes += Math.max(1, view.log().estimate(offset, left));
                return;
            }
            LogSlice slice = view.log().read(offset, left, atLeastOneBatch, view.highWatermark());
            if (slice.isEmpty()) {
                tellIfNew(row, topic, view);
            } else {
                tell(row, topic, view).setRecords(new FileSliceRecords(new LogFileSlice(slice, offset)));
                bytes += slice.length();
            }
        } catch (IOException e) {
            LOG.error("offset={} can't be read: {}", offset, e.getMessage());
            fail(row, topic, Errors.KAFKA_STORAGE_ERROR);
        }
    }

    private void fail(int row, FetchedTopic topic, Errors error) {
        urgent = true;
        parts.add(new FetchPart(row, topic, FetchPart.failed(new PartitionData(), asked.partition(row), error)));
    }

    private void tellIfNew(int row, FetchedTopic topic, PartitionView view) {
        long highWatermark = view.highWatermark().offset();
        if (!changesOnly || !asked.wasTold(row, highWatermark, highWatermark, view.logStartOffset())) {
            tell(row, topic, view);
        }
    }

    private PartitionData tell(int row, FetchedTopic topic, PartitionView view) {
        PartitionData data = new PartitionData()
                .setPartitionIndex(asked.partition(row))
                .setHighWatermark(view.highWatermark().offset())
                .setLastStableOffset(view.highWatermark().offset())
                .setLogStartOffset(view.logStartOffset())
                .setRecords(WireRecords.empty());
        parts.add(new FetchPart(row, topic, data));
        return data;
    }
}
