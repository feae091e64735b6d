package io.naru.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.RecordedRequest;
import io.naru.broker.partition.Residents.Unreachable;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupHandlersTest {
    private static final Set<Right> NONE = Set.of();

    private final Cell cell = new Cell();

    private static JoinGroupRequestData joinBody(String memberId) {
        var protocols = new JoinGroupRequestProtocolCollection();
        protocols.add(new JoinGroupRequestProtocol().setName("range").setMetadata(new byte[] {1}));
        return new JoinGroupRequestData()
                .setGroupId("g")
                .setMemberId(memberId)
                .setProtocolType("consumer")
                .setSessionTimeoutMs(10_000)
                .setRebalanceTimeoutMs(20_000)
                .setProtocols(protocols);
    }

    private static Errors error(short code) {
        return Errors.forCode(code);
    }

    private JoinGroupResponseData join(int version) {
        RecordedRequest first = cell.send(ApiKeys.JOIN_GROUP, version, joinBody(""));
        if (version >= 4) {
            var given = first.answer(JoinGroupResponseData.class);
            assertThat(error(given.errorCode())).isEqualTo(Errors.MEMBER_ID_REQUIRED);
            first = cell.send(ApiKeys.JOIN_GROUP, version, joinBody(given.memberId()));
        }
        cell.advanceMs(3_000);
        return first.answer(JoinGroupResponseData.class);
    }

    private SyncGroupResponseData sync(int version, JoinGroupResponseData joined) {
        return cell.send(
                        ApiKeys.SYNC_GROUP,
                        version,
                        new SyncGroupRequestData()
                                .setGroupId("g")
                                .setMemberId(joined.memberId())
                                .setGenerationId(joined.generationId())
                                .setProtocolType(version >= 5 ? "consumer" : null)
                                .setProtocolName(version >= 5 ? "range" : null)
                                .setAssignments(List.of(new SyncGroupRequestAssignment()
                                        .setMemberId(joined.memberId())
                                        .setAssignment(new byte[] {7}))))
                .answer(SyncGroupResponseData.class);
    }

    private JoinGroupResponseData settle() {
        JoinGroupResponseData joined = join(9);
        sync(5, joined);
        return joined;
    }

    private OffsetCommitResponseData commit(int version, String memberId, int generation, int partition) {
        var topic = new OffsetCommitRequestTopic()
                .setPartitions(List.of(new OffsetCommitRequestPartition()
                        .setPartitionIndex(partition)
                        .setCommittedOffset(42)
                        .setCommittedMetadata("note")));
        if (version >= 10) {
            topic.setTopicId(WireUuid.toKafka(Cell.TOPIC_ID));
        } else {
            topic.setName("t");
        }
        return cell.send(
                        ApiKeys.OFFSET_COMMIT,
                        version,
                        new OffsetCommitRequestData()
                                .setGroupId("g")
                                .setMemberId(memberId)
                                .setGenerationIdOrMemberEpoch(generation)
                                .setTopics(List.of(topic)))
                .answer(OffsetCommitResponseData.class);
    }

    private static Errors only(OffsetCommitResponseData answer) {
        return error(answer.topics().getFirst().partitions().getFirst().errorCode());
    }

    /// What the answer says of partition 0 of the only topic.
    private static long offset(OffsetFetchResponseData answer, int version) {
        return version >= 8
                ? answer.groups()
                        .getFirst()
                        .topics()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .committedOffset()
                : answer.topics().getFirst().partitions().getFirst().committedOffset();
    }

    private OffsetFetchResponseData fetch(int version, boolean everything) {
        var body = new OffsetFetchRequestData();
        if (version >= 8) {
            var topic = new OffsetFetchRequestTopics().setPartitionIndexes(List.of(0));
            if (version >= 10) {
                topic.setTopicId(WireUuid.toKafka(Cell.TOPIC_ID));
            } else {
                topic.setName("t");
            }
            body.setGroups(List.of(
                    new OffsetFetchRequestGroup().setGroupId("g").setTopics(everything ? null : List.of(topic))));
        } else {
            var topic = new OffsetFetchRequestTopic().setName("t").setPartitionIndexes(List.of(0));
            body.setGroupId("g").setTopics(everything ? null : List.of(topic));
        }
        return cell.send(ApiKeys.OFFSET_FETCH, version, body).answer(OffsetFetchResponseData.class);
    }

    private FindCoordinatorResponseData find(int version, int keyType, Listener listener) {
        var body = new FindCoordinatorRequestData();
        if (version >= 1) {
            body.setKeyType((byte) keyType);
        }
        if (version >= 4) {
            body.setCoordinatorKeys(List.of("g"));
        } else {
            body.setKey("g");
        }
        return cell.send(new RecordedRequest(ApiKeys.FIND_COORDINATOR, version, body).on(listener))
                .answer(FindCoordinatorResponseData.class);
    }

    private DescribedGroup describe(int version, String group) {
        return cell.send(ApiKeys.DESCRIBE_GROUPS, version, new DescribeGroupsRequestData().setGroups(List.of(group)))
                .answer(DescribeGroupsResponseData.class)
                .groups()
                .getFirst();
    }

    private List<String> list(ListGroupsRequestData body) {
        return cell.send(ApiKeys.LIST_GROUPS, 5, body).answer(ListGroupsResponseData.class).groups().stream()
                .map(ListedGroup::groupId)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyVersionOfJoinLeadsToAGeneration(int version) {
        JoinGroupResponseData joined = join(version);

        assertThat(error(joined.errorCode())).isEqualTo(Errors.NONE);
        assertThat(joined.generationId()).isEqualTo(1);
        assertThat(joined.leader()).isEqualTo(joined.memberId()).startsWith("test-");
        assertThat(joined.members()).hasSize(1);
        assertThat(joined.protocolName()).isEqualTo("range");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void everyVersionOfSyncGivesTheAssignment(int version) {
        assertThat(sync(version, join(9)).assignment()).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyVersionOfJoinCanBeRefused(int version) {
        RecordedRequest request = cell.send(new RecordedRequest(ApiKeys.JOIN_GROUP, version, joinBody("")).with(NONE));

        assertThat(error(request.answer(JoinGroupResponseData.class).errorCode()))
                .isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED);
    }

    @Test
    void theTestListenerTakesShortSessionsAndWaitsForNobody() {
        var body = joinBody("").setSessionTimeoutMs(1_000);

        var client = cell.send(ApiKeys.JOIN_GROUP, 3, body);
        var test = cell.send(new RecordedRequest(ApiKeys.JOIN_GROUP, 3, body).on(Listener.TEST));

        assertThat(error(client.answer(JoinGroupResponseData.class).errorCode()))
                .isEqualTo(Errors.INVALID_SESSION_TIMEOUT);
        assertThat(test.answer(JoinGroupResponseData.class).generationId()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void everyVersionOfHeartbeatIsAnswered(int version) {
        JoinGroupResponseData joined = settle();
        var body = new HeartbeatRequestData().setGroupId("g").setMemberId(joined.memberId());

        assertThat(heartbeat(version, body.setGenerationId(1))).isEqualTo(Errors.NONE);
        assertThat(heartbeat(version, body.setGenerationId(2))).isEqualTo(Errors.ILLEGAL_GENERATION);
    }

    private Errors heartbeat(int version, HeartbeatRequestData body) {
        return error(cell.send(ApiKeys.HEARTBEAT, version, body)
                .answer(HeartbeatResponseData.class)
                .errorCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void everyVersionOfLeaveEmptiesTheSeat(int version) {
        String member = settle().memberId();
        var body = new LeaveGroupRequestData().setGroupId("g");
        if (version >= 3) {
            body.setMembers(List.of(new MemberIdentity().setMemberId(member)));
        } else {
            body.setMemberId(member);
        }

        var answer = cell.send(ApiKeys.LEAVE_GROUP, version, body).answer(LeaveGroupResponseData.class);

        assertThat(error(answer.errorCode())).isEqualTo(Errors.NONE);
        assertThat(describe(6, "g").groupState()).isEqualTo("Empty");
        var again = cell.send(ApiKeys.LEAVE_GROUP, version, body).answer(LeaveGroupResponseData.class);
        short code = version >= 3 ? again.members().getFirst().errorCode() : again.errorCode();
        assertThat(error(code)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyVersionOfCommitIsReadBackByEveryVersionOfFetch(int version) {
        JoinGroupResponseData joined = settle();

        assertThat(only(commit(version, joined.memberId(), 1, 0))).isEqualTo(Errors.NONE);

        for (int fetchVersion = 1; fetchVersion <= 10; fetchVersion++) {
            assertThat(offset(fetch(fetchVersion, false), fetchVersion)).isEqualTo(42);
        }
        for (int fetchVersion = 2; fetchVersion <= 10; fetchVersion++) {
            assertThat(offset(fetch(fetchVersion, true), fetchVersion)).isEqualTo(42);
        }
    }

    @Test
    void commitsAreRefusedPartitionByPartition() {
        assertThat(only(commit(9, "", -1, 2))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(only(commit(9, "m", 3, 0))).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(only(commit(8, "m", 3, 0))).isEqualTo(Errors.ILLEGAL_GENERATION);
        cell.recreateTopic(new UUID(5, 5));
        assertThat(only(commit(10, "", -1, 0))).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
    }

    @Test
    void aTopicMadeAnewDoesNotInheritOffsets() {
        commit(9, "", -1, 0);

        cell.recreateTopic(new UUID(5, 5));

        assertThat(offset(fetch(9, false), 9)).isEqualTo(-1);
        assertThat(fetch(9, true).groups().getFirst().topics()).isEmpty();
        assertThat(error(fetch(10, false)
                        .groups()
                        .getFirst()
                        .topics()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .errorCode()))
                .isEqualTo(Errors.UNKNOWN_TOPIC_ID);
    }

    @Test
    void anUnknownGroupHasNoOffsetsAndNoError() {
        var answer = fetch(8, false).groups().getFirst();

        assertThat(error(answer.errorCode())).isEqualTo(Errors.NONE);
        assertThat(offset(fetch(8, false), 8)).isEqualTo(-1);
        assertThat(fetch(8, true).groups().getFirst().topics()).isEmpty();
    }

    @Test
    void whoManagesGroupsMaySetOffsetsFromOutsideOnly() {
        var topic = new OffsetCommitRequestTopic()
                .setName("t")
                .setPartitions(List.of(new OffsetCommitRequestPartition().setCommittedOffset(1)));
        var body = new OffsetCommitRequestData().setGroupId("g").setTopics(List.of(topic));
        var manager = Set.of(Right.DESCRIBE, Right.MANAGE);

        assertThat(only(commitAs(manager, body.duplicate()))).isEqualTo(Errors.NONE);
        assertThat(only(commitAs(manager, body.duplicate().setMemberId("m").setGenerationIdOrMemberEpoch(1))))
                .isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED);
        assertThat(only(commitAs(Set.of(Right.DESCRIBE, Right.WRITE), body.duplicate())))
                .isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED);
    }

    private OffsetCommitResponseData commitAs(Set<Right> rights, OffsetCommitRequestData body) {
        return cell.send(new RecordedRequest(ApiKeys.OFFSET_COMMIT, 9, body).with(rights))
                .answer(OffsetCommitResponseData.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void everyVersionFindsTheCoordinatorWhereItsListenerSaysItIs(int version) {
        var client = find(version, 0, Listener.CLIENT);
        var system = find(version, 0, Listener.SYSTEM);

        String host = version >= 4 ? client.coordinators().getFirst().host() : client.host();
        int port = version >= 4 ? system.coordinators().getFirst().port() : system.port();
        assertThat(host).isEqualTo("client.example");
        assertThat(port).isEqualTo(9093);
    }

    @ParameterizedTest
    @CsvSource({"1,TRANSACTIONAL_ID_AUTHORIZATION_FAILED", "2,INVALID_REQUEST"})
    void otherCoordinatorsAreRefusedByName(int keyType, Errors expected) {
        assertThat(error(find(6, keyType, Listener.CLIENT)
                        .coordinators()
                        .getFirst()
                        .errorCode()))
                .isEqualTo(expected);
        assertThat(error(find(2, keyType, Listener.CLIENT).errorCode())).isEqualTo(expected);
    }

    @Test
    void withoutItsTopicThereIsNoCoordinator() {
        cell.loseOffsetsTopic();

        assertThat(error(find(2, 0, Listener.CLIENT).errorCode())).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(error(cell.send(ApiKeys.JOIN_GROUP, 3, joinBody(""))
                        .answer(JoinGroupResponseData.class)
                        .errorCode()))
                .isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "LOADING,COORDINATOR_LOAD_IN_PROGRESS,NONE",
        "NOT_HERE,NOT_COORDINATOR,NOT_COORDINATOR",
        "OVERLOADED,COORDINATOR_NOT_AVAILABLE,COORDINATOR_NOT_AVAILABLE"
    })
    void clientsAreToldToTryAgain(Unreachable reason, Errors join, Errors heartbeat) {
        cell.beUnreachable(reason);

        assertThat(error(cell.send(ApiKeys.JOIN_GROUP, 3, joinBody(""))
                        .answer(JoinGroupResponseData.class)
                        .errorCode()))
                .isEqualTo(join);
        assertThat(heartbeat(4, new HeartbeatRequestData().setGroupId("g").setMemberId("m")))
                .isEqualTo(heartbeat);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void everyVersionDescribesAStableGroup(int version) {
        settle();

        DescribedGroup group = describe(version, "g");

        assertThat(group.groupState()).isEqualTo("Stable");
        assertThat(group.protocolData()).isEqualTo("range");
        assertThat(group.members()).hasSize(1);
        assertThat(group.members().getFirst().memberAssignment()).containsExactly(7);
        assertThat(group.members().getFirst().clientHost()).isEqualTo("/127.0.0.1");
        assertThat(group.authorizedOperations()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void anUnknownGroupIsDeadOrNotFound() {
        assertThat(describe(5, "nothing").groupState()).isEqualTo("Dead");
        assertThat(error(describe(5, "nothing").errorCode())).isEqualTo(Errors.NONE);
        assertThat(error(describe(6, "nothing").errorCode())).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    @Test
    void groupsAreListedByStateAndType() {
        settle();

        assertThat(list(new ListGroupsRequestData())).containsExactly("g");
        assertThat(list(new ListGroupsRequestData().setStatesFilter(List.of("stable"))))
                .containsExactly("g");
        assertThat(list(new ListGroupsRequestData().setStatesFilter(List.of("Empty"))))
                .isEmpty();
        assertThat(list(new ListGroupsRequestData().setTypesFilter(List.of("Classic"))))
                .containsExactly("g");
        assertThat(list(new ListGroupsRequestData().setTypesFilter(List.of("consumer"))))
                .isEmpty();
        for (int version = 0; version < 4; version++) {
            assertThat(cell.send(ApiKeys.LIST_GROUPS, version, new ListGroupsRequestData())
                            .answer(ListGroupsResponseData.class)
                            .groups())
                    .hasSize(1);
        }
    }

    @Test
    void anotherClusterSeesNothing() {
        settle();

        RecordedRequest request =
                cell.send(new RecordedRequest(ApiKeys.LIST_GROUPS, 5, new ListGroupsRequestData()).in("lkc-2"));

        assertThat(request.answer(ListGroupsResponseData.class).groups()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyVersionDeletesAnEmptyGroup(int version) {
        commit(9, "", -1, 0);

        assertThat(delete(version, Role.CLUSTER_ADMIN.rights())).isEqualTo(Errors.NONE);
        assertThat(delete(version, Role.CLUSTER_ADMIN.rights())).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(delete(version, Role.DEVELOPER_READ.rights())).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED);
        settle();
        assertThat(delete(version, Role.CLUSTER_ADMIN.rights())).isEqualTo(Errors.NON_EMPTY_GROUP);
    }

    private Errors delete(int version, Set<Right> rights) {
        var body = new DeleteGroupsRequestData().setGroupsNames(List.of("g"));
        return error(cell.send(new RecordedRequest(ApiKeys.DELETE_GROUPS, version, body).with(rights))
                .answer(DeleteGroupsResponseData.class)
                .results()
                .find("g")
                .errorCode());
    }

    @Test
    void offsetsAreDeletedPartitionByPartition() {
        commit(9, "", -1, 0);
        var topics = new OffsetDeleteRequestTopicCollection();
        topics.add(new OffsetDeleteRequestTopic()
                .setName("t")
                .setPartitions(List.of(
                        new OffsetDeleteRequestPartition().setPartitionIndex(0),
                        new OffsetDeleteRequestPartition().setPartitionIndex(9))));

        var answer = cell.send(
                        ApiKeys.OFFSET_DELETE,
                        0,
                        new OffsetDeleteRequestData().setGroupId("g").setTopics(topics))
                .answer(OffsetDeleteResponseData.class);

        var partitions = answer.topics().find("t").partitions();
        assertThat(error(partitions.find(0).errorCode())).isEqualTo(Errors.NONE);
        assertThat(error(partitions.find(9).errorCode())).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(offset(fetch(9, false), 9)).isEqualTo(-1);
    }
}
