package io.naru.broker.fetch;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.log.EpochEnd;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
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
        return switch (Described.find(request, topic, asked.partition(), asked.currentLeaderEpoch(), partitions)) {
            case Described.Refused refused ->
                response.setErrorCode(refused.error().code());
            case Described.Found found -> endOf(asked.leaderEpoch(), found.view(), response);
        };
    }

    private static EpochEndOffset endOf(int leaderEpoch, PartitionView view, EpochEndOffset response) {
        EpochEnd end = leaderEpoch == view.leaderEpoch()
                ? new EpochEnd(view.leaderEpoch(), view.highWatermark().offset())
                : view.log().endOffsetFor(leaderEpoch);
        return end == null ? response : response.setLeaderEpoch(end.epoch()).setEndOffset(end.endOffset());
    }
}
