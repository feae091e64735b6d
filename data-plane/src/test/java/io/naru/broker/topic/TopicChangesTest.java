package io.naru.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.SteppedController;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.RecordedRequest;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// DeleteTopics, CreatePartitions and IncrementalAlterConfigs.
class TopicChangesTest {
    private static final UUID ORDERS = new UUID(7, 7);
    private static final UUID FOREIGN = new UUID(8, 8);
    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;
    private static final byte SET = 0;
    private static final byte DELETE = 1;
    private static final byte APPEND = 2;
    private static final byte SUBTRACT = 3;

    private final SteppedController stepped = new SteppedController();

    @BeforeEach
    void makeTopics() {
        make("lkc-1", "orders", ORDERS);
        make("lkc-2", "orders", FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void deletesByName(int version) {
        var body =
                new DeleteTopicsRequestData().setTopicNames(List.of("orders")).setTimeoutMs(1_000);

        assertThat(deleted(version, body)).isEqualTo(Errors.NONE);

        assertThat(stepped.image().topic("lkc-1", "orders")).isNull();
        assertThat(stepped.image().topic("lkc-2", "orders")).isNotNull();
    }

    @Test
    void deletesByIdAndTellsTheName() {
        var request = delete(6, byId(ORDERS));

        var result = request.answer(DeleteTopicsResponseData.class)
                .responses()
                .iterator()
                .next();
        assertThat(Errors.forCode(result.errorCode())).isEqualTo(Errors.NONE);
        assertThat(result.name()).isEqualTo("orders");
        assertThat(stepped.image().topic("lkc-1", ORDERS)).isNull();
    }

    @Test
    void answersAnotherClustersIdAsAnUnknownOne() {
        assertThat(deleted(6, byId(FOREIGN))).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
        assertThat(deleted(6, byId(new UUID(9, 9)))).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
        assertThat(stepped.image().topic("lkc-2", FOREIGN)).isNotNull();
    }

    @Test
    void tellsThatATopicToDeleteIsUnknown() {
        var body = new DeleteTopicsRequestData().setTopicNames(List.of("none"));

        assertThat(deleted(5, body)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void keepsAProtectedTopicUntilTheProtectionIsTakenOff() {
        alter("naru.deletion.protection", SET, "true");
        var byName = new DeleteTopicsRequestData()
                .setTopics(List.of(new DeleteTopicState().setName("orders")))
                .setTimeoutMs(1_000);

        var refused = delete(6, byName)
                .answer(DeleteTopicsResponseData.class)
                .responses()
                .iterator()
                .next();
        assertThat(Errors.forCode(refused.errorCode())).isEqualTo(Errors.POLICY_VIOLATION);
        assertThat(refused.errorMessage()).contains("naru.deletion.protection");

        alter("naru.deletion.protection", DELETE, null);
        assertThat(deleted(6, byName)).isEqualTo(Errors.NONE);
    }

    @Test
    void refusesToDeleteForWhoMayNotManage() {
        var request = new RecordedRequest(ApiKeys.DELETE_TOPICS, 6, byId(ORDERS)).with(Role.DEVELOPER_READ.rights());
        send(new DeleteTopicsHandler(stepped.controller(), TopicRules.DEFAULT), request);
        assertThat(deletion(request)).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);

        var withoutRole = new RecordedRequest(ApiKeys.DELETE_TOPICS, 6, byId(ORDERS)).with(Set.of());
        send(new DeleteTopicsHandler(stepped.controller(), TopicRules.DEFAULT), withoutRole);
        assertThat(deletion(withoutRole)).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "orders,3,NONE",
        "orders,2,INVALID_PARTITIONS",
        "orders,1,INVALID_PARTITIONS",
        "orders,0,INVALID_PARTITIONS",
        "orders,10001,POLICY_VIOLATION",
        "none,3,UNKNOWN_TOPIC_OR_PARTITION",
    })
    void growsATopicOnly(String topic, int count, Errors expected) {
        assertThat(grown(grow(topic, count))).isEqualTo(expected);

        assertThat(stepped.image().topic("lkc-1", "orders").partitionCount())
                .isEqualTo(expected == Errors.NONE ? count : 2);
    }

    @Test
    void growsNothingWhenOnlyAskedToValidate() {
        assertThat(grown(grow("orders", 3).setValidateOnly(true))).isEqualTo(Errors.NONE);
        assertThat(grown(grow("orders", 2).setValidateOnly(true))).isEqualTo(Errors.INVALID_PARTITIONS);
        assertThat(stepped.image().topic("lkc-1", "orders").partitionCount()).isEqualTo(2);
    }

    @Test
    void growsByHandOnBrokersThatExist() {
        stepped.registerBroker(2);

        assertThat(grown(grow("orders", 3, List.of(2)))).isEqualTo(Errors.NONE);
        assertThat(grown(grow("orders", 4, List.of(3)))).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(grown(grow("orders", 5, List.of(2)))).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);

        assertThat(stepped.image().topic("lkc-1", "orders").partitions().get(2).leader())
                .isEqualTo(2);
    }

    @Test
    void setsAndDeletesConfigurations() {
        assertThat(alter("retention.ms", SET, "1000")).isEqualTo(Errors.NONE);
        assertThat(configs()).isEqualTo(Map.of("retention.ms", "1000"));

        assertThat(alter("retention.ms", DELETE, null)).isEqualTo(Errors.NONE);
        assertThat(configs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup.policy,APPEND,delete,NONE",
        "cleanup.policy,APPEND,compact,POLICY_VIOLATION",
        "cleanup.policy,SUBTRACT,delete,INVALID_CONFIG",
        "retention.ms,APPEND,5,INVALID_CONFIG",
        "retention.ms,SET,never,INVALID_CONFIG",
        "retention.ms,SET,,INVALID_CONFIG",
        "no.such.config,SET,1,INVALID_CONFIG",
        "min.compaction.lag.ms,SET,5,NONE",
        "max.compaction.lag.ms,SET,1,NONE",
    })
    void checksChangesOfConfigurations(String name, String operation, String value, Errors expected) {
        byte code = switch (operation) {
            case "SET" -> SET;
            case "APPEND" -> APPEND;
            default -> SUBTRACT;
        };

        assertThat(alter(name, code, value)).isEqualTo(expected);
    }

    @Test
    void refusesValuesThatCannotStandTogether() {
        alter("min.compaction.lag.ms", SET, "10");

        assertThat(alter("max.compaction.lag.ms", SET, "5")).isEqualTo(Errors.INVALID_CONFIG);
    }

    @Test
    void changesNothingWhenOneChangeOfATopicIsRefused() {
        var resource = resource(TOPIC, "orders");
        resource.configs()
                .add(new AlterableConfig()
                        .setName("retention.ms")
                        .setConfigOperation(SET)
                        .setValue("1"));
        resource.configs()
                .add(new AlterableConfig()
                        .setName("segment.ms")
                        .setConfigOperation(SET)
                        .setValue("0"));

        assertThat(altered(alteration(resource))).isEqualTo(Errors.INVALID_CONFIG);

        assertThat(configs()).isEmpty();
    }

    @Test
    void changesNothingWhenOnlyAskedToValidate() {
        var resource = resource(TOPIC, "orders");
        resource.configs()
                .add(new AlterableConfig()
                        .setName("retention.ms")
                        .setConfigOperation(SET)
                        .setValue("1"));

        assertThat(altered(alteration(resource).setValidateOnly(true))).isEqualTo(Errors.NONE);

        assertThat(configs()).isEmpty();
    }

    @Test
    void refusesConfigurationsOfBrokersAndOfUnknownTopics() {
        assertThat(altered(alteration(resource(BROKER, "1")))).isEqualTo(Errors.CLUSTER_AUTHORIZATION_FAILED);
        assertThat(altered(alteration(resource(TOPIC, "none")))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(altered(alteration(resource((byte) 99, "x")))).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void refusesToConfigureForWhoMayNotManage() {
        var request = new RecordedRequest(ApiKeys.INCREMENTAL_ALTER_CONFIGS, 1, alteration(resource(TOPIC, "orders")))
                .with(Set.of(Right.DESCRIBE, Right.WRITE));
        send(new IncrementalAlterConfigsHandler(stepped.controller()), request);

        assertThat(alteration(request)).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
    }

    private void make(String cluster, String name, UUID id) {
        stepped.controller()
                .submit(new Command.CreateTopic(
                        cluster, name, id, Command.Layout.of(2, 3), Map.of(), "sa-1", Command.Limits.NONE));
        stepped.settle();
    }

    private Map<String, String> configs() {
        return stepped.image().topic("lkc-1", "orders").configs();
    }

    private static DeleteTopicsRequestData byId(UUID id) {
        return new DeleteTopicsRequestData()
                .setTopics(List.of(new DeleteTopicState().setName(null).setTopicId(WireUuid.toKafka(id))))
                .setTimeoutMs(1_000);
    }

    private RecordedRequest delete(int version, DeleteTopicsRequestData body) {
        return send(
                new DeleteTopicsHandler(stepped.controller(), TopicRules.DEFAULT),
                new RecordedRequest(ApiKeys.DELETE_TOPICS, version, body));
    }

    private Errors deleted(int version, DeleteTopicsRequestData body) {
        return deletion(delete(version, body));
    }

    private static Errors deletion(RecordedRequest request) {
        var result = request.answer(DeleteTopicsResponseData.class)
                .responses()
                .iterator()
                .next();
        assertThat(result.name() != null || !result.topicId().equals(Uuid.ZERO_UUID))
                .isTrue();
        return Errors.forCode(result.errorCode());
    }

    private static CreatePartitionsRequestData grow(String topic, int count) {
        var body = new CreatePartitionsRequestData().setTimeoutMs(1_000);
        body.topics()
                .add(new CreatePartitionsTopic().setName(topic).setCount(count).setAssignments(null));
        return body;
    }

    private static CreatePartitionsRequestData grow(String topic, int count, List<Integer> added) {
        CreatePartitionsRequestData body = grow(topic, count);
        body.topics().find(topic).setAssignments(List.of(new CreatePartitionsAssignment().setBrokerIds(added)));
        return body;
    }

    private Errors grown(CreatePartitionsRequestData body) {
        var request = send(
                new CreatePartitionsHandler(stepped.controller(), TopicRules.DEFAULT),
                new RecordedRequest(ApiKeys.CREATE_PARTITIONS, 3, body));
        return Errors.forCode(request.answer(CreatePartitionsResponseData.class)
                .results()
                .getFirst()
                .errorCode());
    }

    private Errors alter(String name, byte operation, String value) {
        var resource = resource(TOPIC, "orders");
        resource.configs()
                .add(new AlterableConfig()
                        .setName(name)
                        .setConfigOperation(operation)
                        .setValue(value));
        return altered(alteration(resource));
    }

    private static AlterConfigsResource resource(byte type, String name) {
        return new AlterConfigsResource().setResourceType(type).setResourceName(name);
    }

    private static IncrementalAlterConfigsRequestData alteration(AlterConfigsResource resource) {
        var body = new IncrementalAlterConfigsRequestData();
        body.resources().add(resource);
        return body;
    }

    private Errors altered(ApiMessage body) {
        return alteration(send(
                new IncrementalAlterConfigsHandler(stepped.controller()),
                new RecordedRequest(ApiKeys.INCREMENTAL_ALTER_CONFIGS, 1, body)));
    }

    private static Errors alteration(RecordedRequest request) {
        return Errors.forCode(request.answer(IncrementalAlterConfigsResponseData.class)
                .responses()
                .getFirst()
                .errorCode());
    }

    private RecordedRequest send(ApiHandler handler, RecordedRequest request) {
        handler.handle(request);
        stepped.settle();
        return request;
    }
}
