package io.naru.e2e.wire;

import static io.naru.e2e.wire.Question.telling;
import static io.naru.e2e.wire.Question.tellingNothing;

import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.wire.Question.Asking;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopicCollection;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicCollection;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResourceCollection;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfigCollection;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopicCollection;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;

/// What can be asked about somebody's ids, by API.
final class Questions {
    /// From these versions on a topic goes by its id alone.
    private static final int PRODUCE_BY_ID = 13;

    private static final int FETCH_BY_ID = 13;
    private static final long NO_PRODUCER = -1;

    private Questions() {}

    /// @return empty when nobody has thought of this API yet
    static List<Question> of(ApiKeys api) {
        List<Question> ofGroups = GroupQuestions.of(api);
        if (!ofGroups.isEmpty()) {
            return ofGroups;
        }
        // Listed by hand, without a case for the rest: a new API has to be thought about here.
        return switch (api) {
            case PRODUCE -> produce();
            case FETCH ->
                List.of(
                        telling("topic", Questions::fetchTopic),
                        telling("fetch session", Questions::fetchSession).since(7));
            case LIST_OFFSETS -> List.of(telling("topic", Questions::listOffsets));
            case OFFSET_FOR_LEADER_EPOCH -> List.of(telling("topic", Questions::offsetForLeaderEpoch));
            case DELETE_RECORDS -> List.of(telling("topic", Questions::deleteRecords));
            case METADATA -> metadata();
            case CREATE_TOPICS -> List.of(telling("topic name", Questions::createTopics));
            case DELETE_TOPICS ->
                List.of(
                        telling("topic name", Questions::deleteTopicByName),
                        telling("topic id", Questions::deleteTopicById).since(6));
            case CREATE_PARTITIONS -> List.of(telling("topic", Questions::createPartitions));
            case DESCRIBE_CONFIGS -> List.of(telling("topic", Questions::describeConfigs));
            case INCREMENTAL_ALTER_CONFIGS -> List.of(telling("topic", Questions::alterConfigs));
            case INIT_PRODUCER_ID -> initProducerId();
            case DESCRIBE_CLUSTER -> List.of(tellingNothing("nothing", _ -> new DescribeClusterRequestData()));
            case API_VERSIONS ->
                List.of(tellingNothing(
                        "nothing",
                        _ -> new ApiVersionsRequestData()
                                .setClientSoftwareName("e2e")
                                .setClientSoftwareVersion("1")));
            case SASL_HANDSHAKE ->
                List.of(tellingNothing("nothing", _ -> new SaslHandshakeRequestData().setMechanism("PLAIN")));
            case SASL_AUTHENTICATE -> List.of(tellingNothing("key with a wrong secret", Questions::authenticate));
            default -> List.of();
        };
    }

    private static List<Question> produce() {
        return List.of(
                telling("topic", asking -> produce(asking, topicData(asking), NO_PRODUCER, (short) -1)),
                tellingNothing("producer id", asking -> {
                    String name = "own-" + UUID.randomUUID();
                    TopicProduceData own = new TopicProduceData();
                    Uuid id = Belongings.createTopic(asking.asker(), name);
                    return produce(
                            asking,
                            asking.version() >= PRODUCE_BY_ID ? own.setTopicId(id) : own.setName(name),
                            asking.its().producerId(),
                            asking.its().producerEpoch());
                }),
                tellingNothing(
                        "transactional id",
                        asking -> produce(asking, topicData(asking), NO_PRODUCER, (short) -1)
                                .setTransactionalId(asking.its().transactionalId())));
    }

    private static TopicProduceData topicData(Asking asking) {
        TopicProduceData topic = new TopicProduceData();
        return asking.version() >= PRODUCE_BY_ID
                ? topic.setTopicId(asking.its().topicId())
                : topic.setName(asking.its().topic());
    }

    private static ProduceRequestData produce(Asking asking, TopicProduceData topic, long producerId, short epoch) {
        MemoryRecords records = Belongings.batch(producerId, epoch);
        return new ProduceRequestData()
                .setAcks((short) -1)
                .setTimeoutMs(5_000)
                .setTopicData(new TopicProduceDataCollection(List.of(topic.setPartitionData(
                                List.of(new PartitionProduceData().setIndex(0).setRecords(records))))
                        .iterator()));
    }

    /// Waits for nothing, wants nothing; a version that knows sessions is told that there is none.
    static FetchRequestData fetch() {
        return new FetchRequestData().setMaxWaitMs(0).setMinBytes(0).setMaxBytes(1 << 20);
    }

    private static FetchRequestData fetchTopic(Asking asking) {
        FetchTopic topic = new FetchTopic()
                .setPartitions(List.of(
                        new FetchPartition().setPartition(0).setFetchOffset(0).setPartitionMaxBytes(1 << 20)));
        return fetch().setTopics(List.of(
                asking.version() >= FETCH_BY_ID
                        ? topic.setTopicId(asking.its().topicId())
                        : topic.setTopic(asking.its().topic())));
    }

    private static FetchRequestData fetchSession(Asking asking) {
        return fetch().setSessionId(asking.its().fetchSession()).setSessionEpoch(1);
    }

    private static ListOffsetsRequestData listOffsets(Asking asking) {
        return new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsTopic()
                        .setName(asking.its().topic())
                        .setPartitions(List.of(
                                new ListOffsetsPartition().setPartitionIndex(0).setTimestamp(-1)))));
    }

    private static OffsetForLeaderEpochRequestData offsetForLeaderEpoch(Asking asking) {
        return new OffsetForLeaderEpochRequestData()
                .setReplicaId(-1)
                .setTopics(new OffsetForLeaderTopicCollection(List.of(new OffsetForLeaderTopic()
                                .setTopic(asking.its().topic())
                                .setPartitions(List.of(new OffsetForLeaderPartition()
                                        .setPartition(0)
                                        .setLeaderEpoch(0))))
                        .iterator()));
    }

    private static DeleteRecordsRequestData deleteRecords(Asking asking) {
        return new DeleteRecordsRequestData()
                .setTimeoutMs(5_000)
                .setTopics(List.of(new DeleteRecordsTopic()
                        .setName(asking.its().topic())
                        .setPartitions(List.of(new DeleteRecordsPartition()
                                .setPartitionIndex(0)
                                .setOffset(0)))));
    }

    private static List<Question> metadata() {
        return List.of(
                telling("all topics", _ -> new MetadataRequestData().setTopics(null))
                        .since(1),
                telling(
                        "topic name",
                        asking -> metadataOf(
                                asking,
                                new MetadataRequestTopic().setName(asking.its().topic()))),
                telling(
                                "topic id",
                                asking -> metadataOf(
                                        asking,
                                        new MetadataRequestTopic()
                                                .setName(null)
                                                .setTopicId(asking.its().topicId())))
                        .since(12));
    }

    private static MetadataRequestData metadataOf(Asking asking, MetadataRequestTopic topic) {
        return new MetadataRequestData().setTopics(List.of(topic)).setAllowAutoTopicCreation(asking.version() < 4);
    }

    private static CreateTopicsRequestData createTopics(Asking asking) {
        return new CreateTopicsRequestData()
                .setTimeoutMs(5_000)
                .setTopics(new CreatableTopicCollection(List.of(new CreatableTopic()
                                .setName(asking.its().topic())
                                .setNumPartitions(1)
                                .setReplicationFactor((short) 1))
                        .iterator()))
                .setValidateOnly(true);
    }

    private static DeleteTopicsRequestData deleteTopicByName(Asking asking) {
        DeleteTopicsRequestData request = new DeleteTopicsRequestData().setTimeoutMs(5_000);
        return asking.version() < 6
                ? request.setTopicNames(List.of(asking.its().topic()))
                : request.setTopics(
                        List.of(new DeleteTopicState().setName(asking.its().topic())));
    }

    private static DeleteTopicsRequestData deleteTopicById(Asking asking) {
        return new DeleteTopicsRequestData()
                .setTimeoutMs(5_000)
                .setTopics(List.of(new DeleteTopicState()
                        .setName(null)
                        .setTopicId(asking.its().topicId())));
    }

    private static CreatePartitionsRequestData createPartitions(Asking asking) {
        return new CreatePartitionsRequestData()
                .setTimeoutMs(5_000)
                .setTopics(new CreatePartitionsTopicCollection(List.of(new CreatePartitionsTopic()
                                .setName(asking.its().topic())
                                .setCount(3)
                                .setAssignments(null))
                        .iterator()));
    }

    private static DescribeConfigsRequestData describeConfigs(Asking asking) {
        return new DescribeConfigsRequestData()
                .setResources(List.of(new DescribeConfigsResource()
                        .setResourceType(ConfigResource.Type.TOPIC.id())
                        .setResourceName(asking.its().topic())
                        .setConfigurationKeys(null)));
    }

    private static IncrementalAlterConfigsRequestData alterConfigs(Asking asking) {
        return new IncrementalAlterConfigsRequestData()
                .setResources(new AlterConfigsResourceCollection(List.of(new AlterConfigsResource()
                                .setResourceType(ConfigResource.Type.TOPIC.id())
                                .setResourceName(asking.its().topic())
                                .setConfigs(new AlterableConfigCollection(List.of(new AlterableConfig()
                                                .setName("retention.ms")
                                                .setConfigOperation((byte) 0)
                                                .setValue("1000000"))
                                        .iterator())))
                        .iterator()));
    }

    private static List<Question> initProducerId() {
        return List.of(
                tellingNothing(
                                "producer id",
                                asking -> new InitProducerIdRequestData()
                                        .setTransactionalId(null)
                                        .setTransactionTimeoutMs(60_000)
                                        .setProducerId(asking.its().producerId())
                                        .setProducerEpoch(asking.its().producerEpoch()))
                        .since(3),
                tellingNothing(
                        "transactional id",
                        asking -> new InitProducerIdRequestData()
                                .setTransactionalId(asking.its().transactionalId())
                                .setTransactionTimeoutMs(60_000)));
    }

    private static SaslAuthenticateRequestData authenticate(Asking asking) throws IOException {
        if (asking.asker().shakeHands() != 0) {
            throw new AssertionError("no hands were shaken");
        }
        return new SaslAuthenticateRequestData()
                .setAuthBytes(
                        WireConnection.token(new ClusterKey("", "", asking.its().keyId(), "x".repeat(64))));
    }
}
