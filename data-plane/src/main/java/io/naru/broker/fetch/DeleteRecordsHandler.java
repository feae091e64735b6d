package io.naru.broker.fetch;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.Partitions;
import io.naru.broker.tenancy.Right;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// DeleteRecords: moves the log start of partitions up; -1 means the high watermark.
public final class DeleteRecordsHandler implements ApiHandler {
    private final Metadata metadata;
    private final Partitions partitions;

    public DeleteRecordsHandler(Metadata metadata, Partitions partitions) {
        this.metadata = metadata;
        this.partitions = partitions;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.DELETE_RECORDS;
    }

    @Override
    public Right needs() {
        return Right.MANAGE;
    }

    @Override
    public void handle(Request request) {
        DeleteRecordsRequestData body = (DeleteRecordsRequestData) request.body();
        DeleteRecordsResponseData response = new DeleteRecordsResponseData();
        AtomicInteger open = new AtomicInteger(1);
        Runnable ended = () -> {
            if (open.decrementAndGet() == 0) {
                request.respond(response);
            }
        };
        for (DeleteRecordsTopic asked : body.topics()) {
            TopicImage topic = metadata.image().topic(request.principal().cluster(), asked.name());
            DeleteRecordsTopicResult answered = new DeleteRecordsTopicResult().setName(asked.name());
            response.topics().add(answered);
            for (DeleteRecordsPartition partition : asked.partitions()) {
                DeleteRecordsPartitionResult result = new DeleteRecordsPartitionResult()
                        .setPartitionIndex(partition.partitionIndex())
                        .setLowWatermark(-1);
                answered.partitions().add(result);
                open.incrementAndGet();
                delete(request, topic, partition, result, ended);
            }
        }
        ended.run();
    }

    private void delete(
            Request request,
            @Nullable TopicImage topic,
            DeleteRecordsPartition asked,
            DeleteRecordsPartitionResult result,
            Runnable ended) {
        Errors error = Errors.NONE;
        PartitionHandle handle = topic == null ? null : partitions.find(topic.id(), asked.partitionIndex());
        if (!request.rights().contains(Right.MANAGE)) {
            error = Errors.TOPIC_AUTHORIZATION_FAILED;
        } else if (handle == null) {
            error = Errors.UNKNOWN_TOPIC_OR_PARTITION;
        } else if (topic != null && topic.internal()) {
            error = Errors.POLICY_VIOLATION;
        }
        if (handle == null || error != Errors.NONE) {
            result.setErrorCode(error.code());
            ended.run();
            return;
        }
        partitions.deleteBefore(
                handle,
                asked.offset(),
                start -> {
                    result.setLowWatermark(start);
                    ended.run();
                },
                refusal -> {
                    result.setErrorCode(
                            switch (refusal) {
                                case OFFSET_OUT_OF_RANGE -> Errors.OFFSET_OUT_OF_RANGE.code();
                                case NOT_AVAILABLE -> Errors.NOT_LEADER_OR_FOLLOWER.code();
                            });
                    ended.run();
                });
    }
}
