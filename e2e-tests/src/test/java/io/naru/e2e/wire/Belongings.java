package io.naru.e2e.wire;

import io.naru.e2e.tenant.ClusterKey;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicCollection;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/// One of each thing that a tenant owns and that has a name or a number on the wire.
public record Belongings(
        String topic,
        Uuid topicId,
        String group,
        String member,
        String instance,
        int generation,
        int fetchSession,
        long producerId,
        short producerEpoch,
        String transactionalId,
        String keyId) {
    static final int SESSION_TIMEOUT_MS = 600_000;
    private static final long UNKNOWN_PRODUCER = 987_654_321_098L;
    private static final int UNKNOWN_SESSION = 1_987_654_321;

    /// Names and numbers that nobody was ever given.
    public static Belongings ofNobody() {
        String name = UUID.randomUUID().toString();
        return new Belongings(
                "topic-" + name,
                Uuid.randomUuid(),
                "group-" + name,
                "member-" + name,
                "instance-" + name,
                1,
                UNKNOWN_SESSION,
                UNKNOWN_PRODUCER,
                (short) 0,
                "transactional-" + name,
                "NOBODYNOBODYNOBO");
    }

    /// Makes a topic with one record of an idempotent producer, and a group with a static member and an offset.
    public static Belongings make(ClusterKey key) throws IOException {
        Belongings names = ofNobody();
        try (WireConnection connection = WireConnection.logIn(key)) {
            Uuid topicId = createTopic(connection, names.topic());
            InitProducerIdResponseData producer = (InitProducerIdResponseData) connection.ask(
                    ApiKeys.INIT_PRODUCER_ID,
                    (short) 4,
                    new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(60_000));
            produce(connection, names.topic(), producer.producerId(), producer.producerEpoch());
            JoinGroupResponseData joined = join(connection, names.group(), names.instance());
            commit(connection, names, joined);
            int session = openFetchSession(connection, topicId);
            return new Belongings(
                    names.topic(),
                    topicId,
                    names.group(),
                    joined.memberId(),
                    names.instance(),
                    joined.generationId(),
                    session,
                    producer.producerId(),
                    producer.producerEpoch(),
                    names.transactionalId(),
                    key.id());
        }
    }

    static Uuid createTopic(WireConnection connection, String name) throws IOException {
        CreateTopicsResponseData made = (CreateTopicsResponseData) connection.ask(
                ApiKeys.CREATE_TOPICS,
                (short) 7,
                new CreateTopicsRequestData()
                        .setTimeoutMs(10_000)
                        .setTopics(new CreatableTopicCollection(List.of(new CreatableTopic()
                                        .setName(name)
                                        .setNumPartitions(1)
                                        .setReplicationFactor((short) -1))
                                .iterator())));
        CreatableTopicResult result = made.topics().iterator().next();
        passed(result.errorCode(), result);
        return result.topicId();
    }

    private static void produce(WireConnection connection, String topic, long producerId, short epoch)
            throws IOException {
        ProduceResponseData produced = (ProduceResponseData) connection.ask(
                ApiKeys.PRODUCE,
                (short) 9,
                new ProduceRequestData()
                        .setAcks((short) -1)
                        .setTimeoutMs(10_000)
                        .setTopicData(new TopicProduceDataCollection(List.of(new TopicProduceData()
                                        .setName(topic)
                                        .setPartitionData(List.of(new PartitionProduceData()
                                                .setIndex(0)
                                                .setRecords(batch(producerId, epoch)))))
                                .iterator())));
        passed(
                produced.responses()
                        .iterator()
                        .next()
                        .partitionResponses()
                        .getFirst()
                        .errorCode(),
                produced);
    }

    /// The first batch of a producer.
    static MemoryRecords batch(long producerId, short epoch) {
        SimpleRecord record = new SimpleRecord(1_000L, new byte[] {'k'}, new byte[] {'v'});
        return producerId < 0
                ? MemoryRecords.withRecords(Compression.NONE, record)
                : MemoryRecords.withIdempotentRecords(Compression.NONE, producerId, epoch, 0, record);
    }

    private static JoinGroupResponseData join(WireConnection connection, String group, String instance)
            throws IOException {
        JoinGroupResponseData joined = (JoinGroupResponseData) connection.ask(
                ApiKeys.JOIN_GROUP,
                (short) 7,
                new JoinGroupRequestData()
                        .setGroupId(group)
                        .setMemberId("")
                        .setGroupInstanceId(instance)
                        .setSessionTimeoutMs(SESSION_TIMEOUT_MS)
                        .setRebalanceTimeoutMs(SESSION_TIMEOUT_MS)
                        .setProtocolType("consumer")
                        .setProtocols(protocols()));
        passed(joined.errorCode(), joined);
        connection.ask(
                ApiKeys.SYNC_GROUP,
                (short) 3,
                new SyncGroupRequestData()
                        .setGroupId(group)
                        .setMemberId(joined.memberId())
                        .setGroupInstanceId(instance)
                        .setGenerationId(joined.generationId())
                        .setAssignments(List.of(new SyncGroupRequestAssignment()
                                .setMemberId(joined.memberId())
                                .setAssignment(new byte[] {7}))));
        return joined;
    }

    static JoinGroupRequestProtocolCollection protocols() {
        return new JoinGroupRequestProtocolCollection(
                List.of(new JoinGroupRequestProtocol().setName("range").setMetadata(new byte[] {1}))
                        .iterator());
    }

    private static void commit(WireConnection connection, Belongings names, JoinGroupResponseData joined)
            throws IOException {
        OffsetCommitResponseData committed = (OffsetCommitResponseData) connection.ask(
                ApiKeys.OFFSET_COMMIT,
                (short) 8,
                new OffsetCommitRequestData()
                        .setGroupId(names.group())
                        .setMemberId(joined.memberId())
                        .setGroupInstanceId(names.instance())
                        .setGenerationIdOrMemberEpoch(joined.generationId())
                        .setTopics(List.of(new OffsetCommitRequestTopic()
                                .setName(names.topic())
                                .setPartitions(List.of(new OffsetCommitRequestPartition()
                                        .setPartitionIndex(0)
                                        .setCommittedOffset(1)
                                        .setCommittedMetadata("m"))))));
        passed(committed.topics().getFirst().partitions().getFirst().errorCode(), committed);
    }

    private static int openFetchSession(WireConnection connection, Uuid topicId) throws IOException {
        FetchResponseData fetched = (FetchResponseData) connection.ask(
                ApiKeys.FETCH,
                (short) 13,
                Questions.fetch()
                        .setSessionId(0)
                        .setSessionEpoch(0)
                        .setTopics(List.of(new FetchTopic()
                                .setTopicId(topicId)
                                .setPartitions(List.of(new FetchPartition()
                                        .setPartition(0)
                                        .setFetchOffset(0)
                                        .setPartitionMaxBytes(1 << 20))))));
        passed(fetched.errorCode(), fetched);
        return fetched.sessionId();
    }

    private static void passed(short errorCode, Object answer) {
        if (errorCode != 0) {
            throw new AssertionError("refused: " + answer);
        }
    }

    /// An answer as text in which these ids are replaced by what they are, and those that the broker has just made up
    /// for the asker by that.
    String maskedIn(String answer) {
        String known = answer.replace(topic, "TOPIC")
                .replace(topicId.toString(), "THE-TOPIC-ID")
                .replace(group, "GROUP")
                .replace(member, "MEMBER")
                .replace(instance, "INSTANCE")
                .replace(transactionalId, "TRANSACTIONAL-ID")
                .replace(keyId, "KEY")
                .replace("producerId=" + producerId + ",", "producerId=PRODUCER,")
                .replace("sessionId=" + fetchSession + ",", "sessionId=SESSION,");
        return known.replaceAll("topicId=(?!AAAAAAAAAAAAAAAAAAAAAA)[\\w-]{22}\\b", "topicId=NEW")
                .replaceAll("memberId='(?!MEMBER)[^']+'", "memberId='NEW'")
                .replaceAll("producerId=\\d+,", "producerId=NEW,")
                .replaceAll("own-[0-9a-f-]{36}", "OWN");
    }
}
