package io.naru.broker.fetch;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.log.TimestampedOffset;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import io.naru.broker.tenancy.Right;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// ListOffsets: the ends of a partition, and the first offset at or after a time. Looking up a time may read the disk,
/// so such a request is answered from a background thread.
public final class ListOffsetsHandler implements ApiHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ListOffsetsHandler.class);
    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;
    private static final long EARLIEST_PENDING_UPLOAD = -6;
    private static final long NONE = -1;
    private static final short FIRST_VERSION_WITH_LEADER_EPOCH = 4;

    private final Metadata metadata;
    private final Partitions partitions;
    private final Executor diskThreads;

    /// @param diskThreads bounded threads that may read from disk
    public ListOffsetsHandler(Metadata metadata, Partitions partitions, Executor diskThreads) {
        this.metadata = metadata;
        this.partitions = partitions;
        this.diskThreads = diskThreads;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.LIST_OFFSETS;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        ListOffsetsRequestData body = (ListOffsetsRequestData) request.body();
        if (looksUpATime(body)) {
            diskThreads.execute(() -> request.respond(answer(request, body)));
        } else {
            request.respond(answer(request, body));
        }
    }

    private static boolean looksUpATime(ListOffsetsRequestData body) {
        return body.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.timestamp() >= 0 || partition.timestamp() == MAX_TIMESTAMP);
    }

    private ListOffsetsResponseData answer(Request request, ListOffsetsRequestData body) {
        ListOffsetsResponseData response = new ListOffsetsResponseData();
        for (ListOffsetsTopic asked : body.topics()) {
            TopicImage topic = metadata.image().topic(request.principal().cluster(), asked.name());
            ListOffsetsTopicResponse answered = new ListOffsetsTopicResponse().setName(asked.name());
            for (ListOffsetsPartition partition : asked.partitions()) {
                answered.partitions().add(answer(request, topic, partition));
            }
            response.topics().add(answered);
        }
        return response;
    }

    private ListOffsetsPartitionResponse answer(
            Request request, @Nullable TopicImage topic, ListOffsetsPartition asked) {
        ListOffsetsPartitionResponse response = new ListOffsetsPartitionResponse()
                .setPartitionIndex(asked.partitionIndex())
                .setOffset(NONE)
                .setTimestamp(NONE);
        return switch (Described.find(request, topic, asked.partitionIndex(), asked.currentLeaderEpoch(), partitions)) {
            case Described.Refused refused ->
                response.setErrorCode(refused.error().code());
            case Described.Found found -> answer(request, asked, found.view(), response);
        };
    }

    private static ListOffsetsPartitionResponse answer(
            Request request, ListOffsetsPartition asked, PartitionView view, ListOffsetsPartitionResponse response) {
        try {
            TimestampedOffset found = find(asked.timestamp(), view);
            if (found == null) {
                return response;
            }
            response.setOffset(found.offset()).setTimestamp(found.timestampMs());
            return request.apiVersion() >= FIRST_VERSION_WITH_LEADER_EPOCH
                    ? response.setLeaderEpoch(found.leaderEpoch())
                    : response;
        } catch (UnsupportedTimestampException e) {
            return response.setErrorCode(Errors.UNSUPPORTED_VERSION.code());
        } catch (IOException e) {
            LOG.error("partition={} can't be searched by time: {}", asked.partitionIndex(), e.getMessage());
            return response.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
        }
    }

    private static @Nullable TimestampedOffset find(long timestamp, PartitionView view)
            throws IOException, UnsupportedTimestampException {
        if (timestamp == LATEST) {
            return new TimestampedOffset(view.highWatermark().offset(), NONE, view.leaderEpoch());
        }
        if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
            return new TimestampedOffset(view.logStartOffset(), NONE, view.log().epochAt(view.logStartOffset()));
        }
        if (timestamp == MAX_TIMESTAMP) {
            return view.log().maxTimestamp(view.highWatermark());
        }
        if (timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD) {
            return null;
        }
        if (timestamp < 0) {
            throw new UnsupportedTimestampException();
        }
        return view.log().offsetForTimestamp(timestamp, view.highWatermark());
    }

    private static final class UnsupportedTimestampException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
