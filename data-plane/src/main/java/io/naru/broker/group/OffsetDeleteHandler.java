package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponsePartition;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// OffsetDelete: forgets committed offsets of topics that the group's members do not read.
final class OffsetDeleteHandler implements ApiHandler {
    private final Coordinators coordinators;
    private final Metadata metadata;

    OffsetDeleteHandler(Coordinators coordinators, Metadata metadata) {
        this.coordinators = coordinators;
        this.metadata = metadata;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.OFFSET_DELETE;
    }

    @Override
    public Right needs() {
        return Right.MANAGE;
    }

    @Override
    public void handle(Request request) {
        var body = (OffsetDeleteRequestData) request.body();
        if (!request.rights().contains(Right.MANAGE)) {
            request.respond(new OffsetDeleteResponseData().setErrorCode(Errors.GROUP_AUTHORIZATION_FAILED.code()));
            return;
        }
        List<OffsetKey> known = new ArrayList<>();
        for (OffsetDeleteRequestTopic topic : body.topics()) {
            TopicImage image = topic(request, topic.name());
            topic.partitions().stream()
                    .filter(partition -> exists(image, partition.partitionIndex()))
                    .forEach(partition -> known.add(new OffsetKey(topic.name(), partition.partitionIndex())));
        }
        Reply<Map<OffsetKey, GroupError>> reply =
                new ClientReply<>(request, outcome -> response(request, body, outcome));
        coordinators.submit(new GroupCommand.DeleteOffsets(
                new GroupKey(request.principal().cluster(), body.groupId()), List.copyOf(known), reply));
    }

    private @Nullable TopicImage topic(Request request, String name) {
        return metadata.image().topic(request.principal().cluster(), name);
    }

    private static boolean exists(@Nullable TopicImage topic, int partition) {
        return topic != null && partition >= 0 && partition < topic.partitionCount();
    }

    private ApiMessage response(
            Request request, OffsetDeleteRequestData body, Reply.Outcome<Map<OffsetKey, GroupError>> outcome) {
        return switch (outcome) {
            case Reply.Refused<Map<OffsetKey, GroupError>>(GroupError error) ->
                new OffsetDeleteResponseData().setErrorCode(GroupErrors.code(error));
            case Reply.Done<Map<OffsetKey, GroupError>>(Map<OffsetKey, GroupError> refused) ->
                response(request, body, refused);
        };
    }

    private OffsetDeleteResponseData response(
            Request request, OffsetDeleteRequestData body, Map<OffsetKey, GroupError> refused) {
        var response = new OffsetDeleteResponseData();
        for (OffsetDeleteRequestTopic topic : body.topics()) {
            TopicImage image = topic(request, topic.name());
            var answered = new OffsetDeleteResponseTopic().setName(topic.name());
            topic.partitions().forEach(partition -> {
                int index = partition.partitionIndex();
                GroupError error = refused.get(new OffsetKey(topic.name(), index));
                answered.partitions()
                        .add(new OffsetDeleteResponsePartition()
                                .setPartitionIndex(index)
                                .setErrorCode(code(exists(image, index), error)));
            });
            response.topics().add(answered);
        }
        return response;
    }

    private static short code(boolean exists, @Nullable GroupError error) {
        if (!exists) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION.code();
        }
        return error == null ? Errors.NONE.code() : GroupErrors.code(error);
    }
}
