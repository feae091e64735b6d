package io.naru.broker.fetch;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.log.EpochEnd;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// OffsetForLeaderEpoch (KIP-320): where an epoch ended, so that a consumer notices a log that was cut behind its back.
public final class OffsetForLeaderEpochHandler implements ApiHandler {
    private final Metadata metadata;
    private final Partitions partitions;

    public OffsetForLeaderEpochHandler(Metadata metadata, Partitions partitions) {
        this.metadata = metadata;
        this.partitions = partitions;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        OffsetForLeaderEpochRequestData body = (OffsetForLeaderEpochRequestData) request.body();
        OffsetForLeaderEpochResponseData response = new OffsetForLeaderEpochResponseData();
        for (OffsetForLeaderTopic asked : body.topics()) {
            TopicImage topic = metadata.image().topic(request.principal().cluster(), asked.topic());
            OffsetForLeaderTopicResult answered = new OffsetForLeaderTopicResult().setTopic(asked.topic());
            for (OffsetForLeaderPartition partition : asked.partitions()) {
                answered.partitions().add(answer(request, topic, partition));
            }
            response.topics().add(answered);
        }
        request.respond(response);
    }

    private EpochEndOffset answer(Request request, @Nullable TopicImage topic, OffsetForLeaderPartition asked) {
        EpochEndOffset response = new EpochEndOffset().setPartition(asked.partition());
        if (!request.rights().contains(Right.DESCRIBE)) {
            return response.setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        }
        if (topic == null || asked.partition() < 0 || asked.partition() >= topic.partitionCount()) {
            return response.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        }
        PartitionHandle handle = partitions.find(topic.id(), asked.partition());
        PartitionView view = handle == null ? null : handle.view();
        if (view == null) {
            return response.setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code());
        }
        Errors epoch = LeaderEpochs.check(asked.currentLeaderEpoch(), view);
        if (epoch != Errors.NONE) {
            return response.setErrorCode(epoch.code());
        }
        EpochEnd end = asked.leaderEpoch() == view.leaderEpoch()
                ? new EpochEnd(view.leaderEpoch(), view.highWatermark().offset())
                : view.log().endOffsetFor(asked.leaderEpoch());
        return end == null ? response : response.setLeaderEpoch(end.epoch()).setEndOffset(end.endOffset());
    }
}
