package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.coordinator.GroupCommand.Accepted;
import io.naru.broker.group.coordinator.GroupCommand.OffsetCommit;
import io.naru.broker.group.coordinator.GroupSettings;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponsePartition;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// OffsetCommit: each partition is answered by itself; the group's own objection goes to all that were fit to commit.
final class OffsetCommitHandler implements ApiHandler {
    private static final short KNOWS_GROUP_ID_NOT_FOUND = 9;
    private static final short BY_ID = 10;

    private final Coordinators coordinators;
    private final Metadata metadata;
    private final GroupSettings settings;

    OffsetCommitHandler(Coordinators coordinators, Metadata metadata, GroupSettings settings) {
        this.coordinators = coordinators;
        this.metadata = metadata;
        this.settings = settings;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.OFFSET_COMMIT;
    }

    @Override
    public Right needs() {
        return Right.READ;
    }

    @Override
    public void handle(Request request) {
        var body = (OffsetCommitRequestData) request.body();
        if (!mayCommit(request, body)) {
            request.respond(refuseAll(body, Errors.GROUP_AUTHORIZATION_FAILED));
            return;
        }
        var response = new OffsetCommitResponseData();
        List<OffsetCommit> fit = new ArrayList<>();
        List<OffsetCommitResponsePartition> undecided = new ArrayList<>();
        MetadataImage image = metadata.image();
        for (OffsetCommitRequestTopic topic : body.topics()) {
            response.topics().add(examine(request, image, topic, fit, undecided));
        }
        if (fit.isEmpty()) {
            request.respond(response);
            return;
        }
        Reply<Accepted> reply = new ClientReply<>(request, outcome -> {
            undecided.forEach(each -> each.setErrorCode(error(outcome).code()));
            return response;
        });
        coordinators.submit(new GroupCommand.CommitOffsets(
                new GroupKey(request.principal().cluster(), body.groupId()),
                new MemberIdentity(body.memberId(), body.groupInstanceId()),
                body.generationIdOrMemberEpoch(),
                request.apiVersion() >= KNOWS_GROUP_ID_NOT_FOUND
                        ? GroupError.GROUP_ID_NOT_FOUND
                        : GroupError.ILLEGAL_GENERATION,
                fit,
                reply));
    }

    /// Members read; who manages groups may set the offsets of one from outside.
    private static boolean mayCommit(Request request, OffsetCommitRequestData body) {
        boolean fromOutside = body.generationIdOrMemberEpoch() < 0
                && new MemberIdentity(body.memberId(), body.groupInstanceId()).isAnonymous();
        return request.rights().contains(Right.READ)
                || (fromOutside && request.rights().contains(Right.MANAGE));
    }

    private static OffsetCommitResponseData refuseAll(OffsetCommitRequestData body, Errors error) {
        var response = new OffsetCommitResponseData();
        for (OffsetCommitRequestTopic topic : body.topics()) {
            response.topics()
                    .add(named(topic)
                            .setPartitions(topic.partitions().stream()
                                    .map(each -> answer(each, error))
                                    .toList()));
        }
        return response;
    }

    private OffsetCommitResponseTopic examine(
            Request request,
            MetadataImage image,
            OffsetCommitRequestTopic asked,
            List<OffsetCommit> fit,
            List<OffsetCommitResponsePartition> undecided) {
        boolean byId = request.apiVersion() >= BY_ID;
        String cluster = request.principal().cluster();
        TopicImage topic =
                byId ? image.topic(cluster, WireUuid.fromKafka(asked.topicId())) : image.topic(cluster, asked.name());
        OffsetCommitResponseTopic answered = named(asked);
        for (OffsetCommitRequestPartition partition : asked.partitions()) {
            Errors error = objection(topic, partition, byId);
            OffsetCommitResponsePartition answer = answer(partition, error);
            answered.partitions().add(answer);
            if (error == Errors.NONE && topic != null) {
                undecided.add(answer);
                fit.add(new OffsetCommit(
                        new OffsetKey(topic.name(), partition.partitionIndex()),
                        partition.committedOffset(),
                        partition.committedLeaderEpoch(),
                        Objects.requireNonNullElse(partition.committedMetadata(), ""),
                        topic.id()));
            }
        }
        return answered;
    }

    private Errors objection(@Nullable TopicImage topic, OffsetCommitRequestPartition asked, boolean byId) {
        if (topic == null) {
            return byId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        if (asked.partitionIndex() < 0 || asked.partitionIndex() >= topic.partitionCount()) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        String note = asked.committedMetadata();
        return note != null && note.length() > settings.maxOffsetMetadataBytes()
                ? Errors.OFFSET_METADATA_TOO_LARGE
                : Errors.NONE;
    }

    private static OffsetCommitResponseTopic named(OffsetCommitRequestTopic asked) {
        return new OffsetCommitResponseTopic().setName(asked.name()).setTopicId(asked.topicId());
    }

    private static OffsetCommitResponsePartition answer(OffsetCommitRequestPartition asked, Errors error) {
        return new OffsetCommitResponsePartition()
                .setPartitionIndex(asked.partitionIndex())
                .setErrorCode(error.code());
    }

    private static Errors error(Reply.Outcome<Accepted> outcome) {
        return switch (outcome) {
            case Reply.Done<Accepted> done -> Errors.NONE;
            case Reply.Refused<Accepted>(GroupError error) -> GroupErrors.wire(error);
        };
    }
}
