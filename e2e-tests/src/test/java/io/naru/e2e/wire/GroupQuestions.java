package io.naru.e2e.wire;

import static io.naru.e2e.wire.Question.telling;
import static io.naru.e2e.wire.Question.tellingNothing;

import io.naru.e2e.wire.Question.Asking;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/// What can be asked about somebody's groups and members.
final class GroupQuestions {
    private static final byte A_GROUP = 0;
    private static final byte A_TRANSACTION = 1;

    private GroupQuestions() {}

    static List<Question> of(ApiKeys api) {
        return switch (api) {
            case FIND_COORDINATOR ->
                List.of(
                        tellingNothing(
                                "group",
                                asking -> findCoordinator(
                                        asking, A_GROUP, asking.its().group())),
                        tellingNothing(
                                        "transactional id",
                                        asking -> findCoordinator(
                                                asking,
                                                A_TRANSACTION,
                                                asking.its().transactionalId()))
                                .since(1));
            case JOIN_GROUP -> List.of(telling("member", GroupQuestions::joinGroup));
            case SYNC_GROUP -> List.of(telling("member", GroupQuestions::syncGroup));
            case HEARTBEAT -> List.of(telling("member", GroupQuestions::heartbeat));
            case LEAVE_GROUP -> List.of(telling("member", GroupQuestions::leaveGroup));
            case DESCRIBE_GROUPS ->
                List.of(telling(
                        "group",
                        asking -> new DescribeGroupsRequestData()
                                .setGroups(List.of(asking.its().group()))));
            case LIST_GROUPS -> List.of(telling("all groups", _ -> new ListGroupsRequestData()));
            case DELETE_GROUPS ->
                List.of(telling(
                        "group",
                        asking -> new DeleteGroupsRequestData()
                                .setGroupsNames(List.of(asking.its().group()))));
            case OFFSET_COMMIT ->
                List.of(
                        telling("topic", GroupQuestions::commitForTopic),
                        telling("member", GroupQuestions::commitAsMember).since(1));
            case OFFSET_FETCH ->
                List.of(
                        telling("topic in its group", GroupQuestions::fetchOffset),
                        telling("group", GroupQuestions::fetchOffsets).since(2));
            case OFFSET_DELETE -> List.of(telling("group", GroupQuestions::deleteOffset));
            default -> List.of();
        };
    }

    private static FindCoordinatorRequestData findCoordinator(Asking asking, byte type, String key) {
        FindCoordinatorRequestData request = new FindCoordinatorRequestData().setKeyType(type);
        return asking.version() < 4 ? request.setKey(key) : request.setCoordinatorKeys(List.of(key));
    }

    private static JoinGroupRequestData joinGroup(Asking asking) {
        JoinGroupRequestData request = new JoinGroupRequestData()
                .setGroupId(asking.its().group())
                .setMemberId(asking.its().member())
                .setSessionTimeoutMs(Belongings.SESSION_TIMEOUT_MS)
                .setRebalanceTimeoutMs(Belongings.SESSION_TIMEOUT_MS)
                .setProtocolType("consumer")
                .setProtocols(Belongings.protocols());
        return asking.version() < 5
                ? request
                : request.setGroupInstanceId(asking.its().instance());
    }

    private static SyncGroupRequestData syncGroup(Asking asking) {
        SyncGroupRequestData request = new SyncGroupRequestData()
                .setGroupId(asking.its().group())
                .setMemberId(asking.its().member())
                .setGenerationId(asking.its().generation());
        if (asking.version() >= 3) {
            request.setGroupInstanceId(asking.its().instance());
        }
        return asking.version() < 5
                ? request
                : request.setProtocolType("consumer").setProtocolName("range");
    }

    private static HeartbeatRequestData heartbeat(Asking asking) {
        HeartbeatRequestData request = new HeartbeatRequestData()
                .setGroupId(asking.its().group())
                .setMemberId(asking.its().member())
                .setGenerationId(asking.its().generation());
        return asking.version() < 3
                ? request
                : request.setGroupInstanceId(asking.its().instance());
    }

    private static LeaveGroupRequestData leaveGroup(Asking asking) {
        LeaveGroupRequestData request =
                new LeaveGroupRequestData().setGroupId(asking.its().group());
        return asking.version() < 3
                ? request.setMemberId(asking.its().member())
                : request.setMembers(List.of(new MemberIdentity()
                        .setMemberId(asking.its().member())
                        .setGroupInstanceId(asking.its().instance())));
    }

    private static OffsetCommitRequestData commitForTopic(Asking asking) {
        return new OffsetCommitRequestData()
                .setGroupId("own-" + UUID.randomUUID())
                .setTopics(List.of(committed(asking)));
    }

    private static OffsetCommitRequestData commitAsMember(Asking asking) {
        OffsetCommitRequestData request = new OffsetCommitRequestData()
                .setGroupId(asking.its().group())
                .setMemberId(asking.its().member())
                .setGenerationIdOrMemberEpoch(asking.its().generation())
                .setTopics(List.of(committed(asking)));
        return asking.version() < 7
                ? request
                : request.setGroupInstanceId(asking.its().instance());
    }

    private static OffsetCommitRequestTopic committed(Asking asking) {
        OffsetCommitRequestTopic topic = new OffsetCommitRequestTopic()
                .setPartitions(List.of(new OffsetCommitRequestPartition()
                        .setPartitionIndex(0)
                        .setCommittedOffset(1)
                        .setCommittedMetadata("m")));
        return asking.version() < 10
                ? topic.setName(asking.its().topic())
                : topic.setTopicId(asking.its().topicId());
    }

    private static OffsetFetchRequestData fetchOffset(Asking asking) {
        if (asking.version() < 8) {
            return new OffsetFetchRequestData()
                    .setGroupId(asking.its().group())
                    .setTopics(List.of(new OffsetFetchRequestTopic()
                            .setName(asking.its().topic())
                            .setPartitionIndexes(List.of(0))));
        }
        OffsetFetchRequestTopics topic = new OffsetFetchRequestTopics().setPartitionIndexes(List.of(0));
        return new OffsetFetchRequestData()
                .setGroups(List.of(new OffsetFetchRequestGroup()
                        .setGroupId(asking.its().group())
                        .setTopics(List.of(
                                asking.version() < 10
                                        ? topic.setName(asking.its().topic())
                                        : topic.setTopicId(asking.its().topicId())))));
    }

    private static OffsetFetchRequestData fetchOffsets(Asking asking) {
        return asking.version() < 8
                ? new OffsetFetchRequestData().setGroupId(asking.its().group()).setTopics(null)
                : new OffsetFetchRequestData()
                        .setGroups(List.of(new OffsetFetchRequestGroup()
                                .setGroupId(asking.its().group())
                                .setTopics(null)));
    }

    private static OffsetDeleteRequestData deleteOffset(Asking asking) {
        return new OffsetDeleteRequestData()
                .setGroupId(asking.its().group())
                .setTopics(new OffsetDeleteRequestTopicCollection(List.of(new OffsetDeleteRequestTopic()
                                .setName(asking.its().topic())
                                .setPartitions(List.of(new OffsetDeleteRequestPartition().setPartitionIndex(0))))
                        .iterator()));
    }
}
