package io.naru.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.SteppedController;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.RecordedRequest;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Role;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTopicsHandlerTest {
    private final SteppedController stepped = new SteppedController();

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void makesATopicWithTheDefaultsAndTellsTheTruthAboutIt(int version) {
        CreatableTopicResult result = only(create(version, topic("orders")));

        assertThat(result.errorCode()).isEqualTo(Errors.NONE.code());
        var made = stepped.image().topic("lkc-1", "orders");
        assertThat(made.partitionCount()).isEqualTo(6);
        assertThat(made.replicationFactor()).isEqualTo((short) 3);
        if (version >= 5) {
            assertThat(result.numPartitions()).isEqualTo(6);
            assertThat(result.replicationFactor()).isEqualTo((short) 1);
            assertThat(result.configs()).extracting(CreatableTopicConfigs::name).contains("retention.ms");
        }
        if (version >= 7) {
            assertThat(WireUuid.fromKafka(result.topicId())).isEqualTo(made.id());
        }
    }

    @Test
    void makesNothingWhenOnlyAskedToValidate() {
        var result = only(create(7, request(topic("orders")).setValidateOnly(true)));

        assertThat(result.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(result.numPartitions()).isEqualTo(6);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
        assertThat(result.topicId()).isEqualTo(Uuid.ZERO_UUID);
        assertThat(stepped.image().topics("lkc-1")).isEmpty();
    }

    @Test
    void validatesAgainstWhatIsThere() {
        create(7, topic("orders"));

        var result = only(create(7, request(topic("orders")).setValidateOnly(true)));

        assertThat(error(result)).isEqualTo(Errors.TOPIC_ALREADY_EXISTS);
    }

    @Test
    void refusesATopicThatExistsInTheSameClusterButNotInAnother() {
        create(7, topic("orders"));

        assertThat(error(only(create(7, topic("orders"))))).isEqualTo(Errors.TOPIC_ALREADY_EXISTS);
        var elsewhere = send(new RecordedRequest(ApiKeys.CREATE_TOPICS, 7, request(topic("orders"))).in("lkc-2"));
        assertThat(error(only(elsewhere))).isEqualTo(Errors.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'',INVALID_TOPIC_EXCEPTION",
        "..,INVALID_TOPIC_EXCEPTION",
        "a b,INVALID_TOPIC_EXCEPTION",
        "__consumer_offsets,INVALID_TOPIC_EXCEPTION",
        "__naru_desired,INVALID_TOPIC_EXCEPTION",
        "__connect-offsets,NONE",
        "a.b_c-D9,NONE",
    })
    void takesKafkasNamesAndKeepsItsOwn(String name, Errors expected) {
        assertThat(error(only(create(7, topic(name))))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,INVALID_PARTITIONS", "-2,INVALID_PARTITIONS", "1,NONE", "10000,NONE", "10001,POLICY_VIOLATION"})
    void takesPartitionsWithinTheLimitOfTheCluster(int partitions, Errors expected) {
        assertThat(error(only(create(7, topic("orders").setNumPartitions(partitions)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1,NONE", "1,NONE", "3,NONE", "2,INVALID_REPLICATION_FACTOR", "0,INVALID_REPLICATION_FACTOR"})
    void takesReplicationFactorsOneAndThree(short replicas, Errors expected) {
        assertThat(error(only(create(7, topic("orders").setReplicationFactor(replicas)))))
                .isEqualTo(expected);
    }

    @Test
    void takesAnyReplicationFactorAndItsOwnDefaultOnTheTestListener() {
        var request = new RecordedRequest(
                ApiKeys.CREATE_TOPICS, 7, request(topic("orders").setReplicationFactor((short) 2)));

        var result = only(send(request.on(Listener.TEST)));

        assertThat(error(result)).isEqualTo(Errors.NONE);
        assertThat(result.numPartitions()).isEqualTo(4);
    }

    @Test
    void placesByHandOnBrokersThatExistAndNowhereElse() {
        var good = topic("good");
        good.assignments()
                .add(new CreatableReplicaAssignment().setPartitionIndex(0).setBrokerIds(List.of(1)));
        var bad = topic("bad");
        bad.assignments()
                .add(new CreatableReplicaAssignment().setPartitionIndex(0).setBrokerIds(List.of(9)));
        var gap = topic("gap");
        gap.assignments()
                .add(new CreatableReplicaAssignment().setPartitionIndex(1).setBrokerIds(List.of(1)));

        CreateTopicsResponseData response = create(7, request(good, bad, gap));

        assertThat(error(response.topics().find("good"))).isEqualTo(Errors.NONE);
        assertThat(error(response.topics().find("bad"))).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(response.topics().find("bad").errorMessage()).contains("There is no broker 9");
        assertThat(error(response.topics().find("gap"))).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "retention.ms,1000,NONE",
        "retention.ms,-2,INVALID_CONFIG",
        "retention.ms,1e5,INVALID_CONFIG",
        "retention.ms,99999999999999999999,INVALID_CONFIG",
        "retention.ms,,INVALID_CONFIG",
        "segment.bytes,1048576,NONE",
        "segment.bytes,2147483648,INVALID_CONFIG",
        "min.cleanable.dirty.ratio,0.3,NONE",
        "min.cleanable.dirty.ratio,1.1,INVALID_CONFIG",
        "min.cleanable.dirty.ratio,NaN,INVALID_CONFIG",
        "preallocate,maybe,INVALID_CONFIG",
        "compression.type,zstd,INVALID_CONFIG",
        "cleanup.policy,delete,NONE",
        "cleanup.policy,shred,INVALID_CONFIG",
        "cleanup.policy,compact,POLICY_VIOLATION",
        "cleanup.policy,'compact,delete',POLICY_VIOLATION",
        "naru.deletion.protection,true,NONE",
        "no.such.config,1,INVALID_CONFIG",
    })
    void checksEveryConfiguration(String name, String value, Errors expected) {
        var topic = topic("orders");
        topic.configs().add(new CreatableTopicConfig().setName(name).setValue(value));

        var result = only(create(7, topic));

        assertThat(error(result)).isEqualTo(expected);
        if (expected != Errors.NONE) {
            assertThat(result.errorMessage()).contains(name.equals("cleanup.policy") ? "compact" : name);
        }
    }

    @Test
    void letsTheCellItselfCompact() {
        var topic = topic("__naru_other");
        topic.configs().add(new CreatableTopicConfig().setName("cleanup.policy").setValue("compact"));

        var request = new RecordedRequest(ApiKeys.CREATE_TOPICS, 7, request(topic)).by(Principal.CELL);

        assertThat(error(only(send(request.on(Listener.SYSTEM))))).isEqualTo(Errors.NONE);
        assertThat(stepped.image().topic("system", "__naru_other").internal()).isTrue();
    }

    @Test
    void refusesATopicNamedTwiceAndMakesTheOthers() {
        var request = request(topic("once"));
        request.topics().mustAdd(topic("twice"));
        request.topics().mustAdd(topic("twice").setNumPartitions(1));

        CreateTopicsResponseData response = create(7, request);

        assertThat(error(response.topics().find("twice"))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(error(response.topics().find("once"))).isEqualTo(Errors.NONE);
        assertThat(response.topics()).hasSize(2);
    }

    @Test
    void refusesWhoMayNotManage() {
        var request = new RecordedRequest(ApiKeys.CREATE_TOPICS, 7, request(topic("orders")))
                .with(Role.DEVELOPER_WRITE.rights());

        assertThat(error(only(send(request)))).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
    }

    @Test
    void saysThatATopicIsNotServedInTime() {
        stepped.stopServing();
        var request = new RecordedRequest(
                ApiKeys.CREATE_TOPICS, 7, request(topic("orders")).setTimeoutMs(1_000));
        handler().handle(request);
        stepped.settle();
        assertThat(request.isAnswered()).isFalse();

        stepped.passMs(1_000);

        assertThat(error(only(request.answer(CreateTopicsResponseData.class)))).isEqualTo(Errors.REQUEST_TIMED_OUT);
    }

    @Test
    void makesManyTopicsOfOneRequest() {
        var request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        for (int number = 0; number < 500; number++) {
            request.topics().add(topic("topic-" + number).setNumPartitions(1));
        }

        CreateTopicsResponseData response = create(7, request);

        assertThat(response.topics())
                .hasSize(500)
                .allSatisfy(result -> assertThat(error(result)).isEqualTo(Errors.NONE));
    }

    @Test
    void refusesManyTopicsOfOneRequestWithoutJournalingThem() {
        create(7, topic("full").setNumPartitions(10_000));
        long version = stepped.controller().image().version();
        var request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        for (int number = 0; number < 50_000; number++) {
            request.topics().add(topic("topic-" + number).setNumPartitions(1));
        }

        CreateTopicsResponseData response = create(7, request);

        assertThat(response.topics())
                .hasSize(50_000)
                .allSatisfy(result -> assertThat(error(result)).isEqualTo(Errors.POLICY_VIOLATION));
        assertThat(stepped.controller().image().version()).isEqualTo(version);
    }

    @Test
    void refusesCreatesInAClusterThatIsBeingDeleted() {
        stepped.controller()
                .submit(new Command.SetClusterState("lkc-1", new Command.SetClusterState.Wanted.Deleting(0)));

        var result = only(create(7, topic("orders")));

        assertThat(error(result)).isEqualTo(Errors.POLICY_VIOLATION);
        assertThat(result.errorMessage()).contains("being deleted");
    }

    @Test
    void makesTopicsThatAreAskedAboutForTheTestListener() {
        new TopicAutoCreation(stepped.controller(), TopicRules.DEFAULT, stepped.random())
                .create(new Principal("lkc-1", "test", "test"), List.of("a", "b"));
        stepped.settle();

        assertThat(stepped.image().topics("lkc-1"))
                .hasSize(2)
                .allSatisfy(topic -> assertThat(topic.partitionCount()).isEqualTo(4));
        assertThat(stepped.image().topic("lkc-1", "a").configs()).isEqualTo(Map.of());
    }

    private CreateTopicsHandler handler() {
        return new CreateTopicsHandler(stepped.controller(), TopicRules.DEFAULT, stepped.random());
    }

    private CreateTopicsResponseData create(int version, CreatableTopic topic) {
        return create(version, request(topic));
    }

    private CreateTopicsResponseData create(int version, CreateTopicsRequestData body) {
        return send(new RecordedRequest(ApiKeys.CREATE_TOPICS, version, body));
    }

    private CreateTopicsResponseData send(RecordedRequest request) {
        handler().handle(request);
        stepped.settle();
        return request.answer(CreateTopicsResponseData.class);
    }

    private static CreateTopicsRequestData request(CreatableTopic... topics) {
        var request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        List.of(topics).forEach(request.topics()::add);
        return request;
    }

    private static CreatableTopic topic(String name) {
        return new CreatableTopic().setName(name).setNumPartitions(-1).setReplicationFactor((short) -1);
    }

    private static CreatableTopicResult only(CreateTopicsResponseData response) {
        assertThat(response.topics()).hasSize(1);
        return response.topics().iterator().next();
    }

    private static Errors error(CreatableTopicResult result) {
        return Errors.forCode(result.errorCode());
    }
}
