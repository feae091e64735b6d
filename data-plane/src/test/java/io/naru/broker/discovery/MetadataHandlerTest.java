package io.naru.broker.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.RecordedRequest;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePVector;

class MetadataHandlerTest {
    private static final UUID ORDERS = new UUID(7, 7);
    private static final UUID FOREIGN = new UUID(8, 8);
    private static final int NOT_ASKED = Integer.MIN_VALUE;
    private static final BrokerAddresses ADDRESSES =
            new BrokerAddresses(new BrokerAddresses.Address("127.0.0.1", 9192));

    private MetadataImage image = MetadataImage.EMPTY
            .withBroker(new BrokerImage(2, "client-2", 9092, "system-2", 9093, "b"))
            .withBroker(new BrokerImage(1, "client-1", 9092, "system-1", 9093, null))
            .withTopic(topic("lkc-1", "orders", ORDERS))
            .withTopic(topic("lkc-2", "secrets", FOREIGN));
    private final List<String> autoCreated = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void tellsBrokersAndTheTopicsOfTheCallersClusterInEveryVersion(int version) {
        var body = new MetadataRequestData().setTopics(version == 0 ? List.of() : null);

        var response = ask(version, body);

        assertThat(response.brokers()).hasSize(2);
        assertThat(response.brokers().find(1).host()).isEqualTo("client-1");
        assertThat(response.topics()).extracting(MetadataResponseTopic::name).containsExactly("orders");
        var partition = response.topics().find("orders").partitions().getFirst();
        assertThat(partition.leaderId()).isEqualTo(1);
        assertThat(partition.replicaNodes()).containsExactly(1, 2);
        if (version >= 2) {
            assertThat(response.clusterId()).isEqualTo("lkc-1");
        }
        if (version >= 10) {
            assertThat(response.topics().find("orders").topicId()).isEqualTo(WireUuid.toKafka(ORDERS));
        }
    }

    @Test
    void tellsNoTopicsWhenAskedForNone() {
        assertThat(ask(1, new MetadataRequestData().setTopics(List.of())).topics())
                .isEmpty();
    }

    @Test
    void looksUpByIdInsideTheCallersClusterOnly() {
        assertThat(only(ask(12, byId(ORDERS))).name()).isEqualTo("orders");

        for (UUID id : List.of(FOREIGN, new UUID(9, 9))) {
            MetadataResponseTopic unknown = only(ask(12, byId(id)));
            assertThat(error(unknown)).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
            assertThat(unknown.name()).isNull();
        }
    }

    @Test
    void closesTheConnectionThatAsksByIdInAVersionWithoutIt() {
        var request = new RecordedRequest(ApiKeys.METADATA, 11, byId(ORDERS));
        handler().handle(request);

        assertThat(request.closedBecause()).contains("by its id");
    }

    @Test
    void answersAnotherClustersNameAsAnUnknownOne() {
        assertThat(error(only(ask(9, byName("secrets"))))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(error(only(ask(9, byName("a b"))))).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void tellsAPrincipalWithoutARoleNothing() {
        var all = new RecordedRequest(ApiKeys.METADATA, 12, new MetadataRequestData().setTopics(null)).with(Set.of());
        var named = new RecordedRequest(ApiKeys.METADATA, 12, byName("orders")).with(Set.of());
        var id = new RecordedRequest(ApiKeys.METADATA, 12, byId(ORDERS)).with(Set.of());

        assertThat(send(all).topics()).isEmpty();
        assertThat(error(only(send(named)))).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(error(only(send(id)))).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
    }

    @Test
    void tellsAddressesOfTheListenerTheClientCameBy() {
        var system = new RecordedRequest(ApiKeys.METADATA, 9, byName("orders")).on(Listener.SYSTEM);
        var test = new RecordedRequest(ApiKeys.METADATA, 9, byName("orders")).on(Listener.TEST);

        assertThat(send(system).brokers().find(2).host()).isEqualTo("system-2");
        assertThat(send(test).brokers().find(2).port()).isEqualTo(9192);
    }

    @Test
    void tellsAuthorizedOperationsOnlyWhenAsked() {
        var asked =
                byName("orders").setIncludeTopicAuthorizedOperations(true).setIncludeClusterAuthorizedOperations(true);
        var reader = new RecordedRequest(ApiKeys.METADATA, 8, asked).with(Role.DEVELOPER_READ.rights());

        var response = send(reader);

        // READ (3), DESCRIBE (8), DESCRIBE_CONFIGS (10)
        assertThat(only(response).topicAuthorizedOperations()).isEqualTo(1 << 3 | 1 << 8 | 1 << 10);
        assertThat(response.clusterAuthorizedOperations()).isEqualTo(1 << 8 | 1 << 10);
        assertThat(only(ask(8, byName("orders"))).topicAuthorizedOperations()).isEqualTo(NOT_ASKED);
    }

    @Test
    void makesTopicsThatAreAskedAboutOnTheTestListenerOnly() {
        ask(9, byName("new"));
        assertThat(autoCreated).isEmpty();

        send(new RecordedRequest(ApiKeys.METADATA, 9, byName("new").setAllowAutoTopicCreation(false))
                .on(Listener.TEST));
        assertThat(autoCreated).isEmpty();

        var answer = send(new RecordedRequest(ApiKeys.METADATA, 9, byName("new")).on(Listener.TEST));
        assertThat(autoCreated).containsExactly("new");
        assertThat(error(only(answer))).isEqualTo(Errors.NONE);
        assertThat(only(answer).partitions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void describesTheLogicalClusterAsAWholeOne(int version) {
        var request = new RecordedRequest(
                ApiKeys.DESCRIBE_CLUSTER,
                version,
                new DescribeClusterRequestData().setIncludeClusterAuthorizedOperations(true));
        new DescribeClusterHandler(() -> image, ADDRESSES).handle(request);

        var response = request.answer(DescribeClusterResponseData.class);
        assertThat(response.clusterId()).isEqualTo("lkc-1");
        assertThat(response.controllerId()).isEqualTo(1);
        assertThat(response.brokers().find(2).rack()).isEqualTo("b");
        assertThat(response.clusterAuthorizedOperations()).isNotEqualTo(NOT_ASKED);
    }

    @Test
    void tellsThatControllersAreNotReachable() {
        var request = new RecordedRequest(
                ApiKeys.DESCRIBE_CLUSTER, 1, new DescribeClusterRequestData().setEndpointType((byte) 2));
        new DescribeClusterHandler(() -> image, ADDRESSES).handle(request);

        assertThat(request.answer(DescribeClusterResponseData.class).errorCode())
                .isEqualTo(Errors.MISMATCHED_ENDPOINT_TYPE.code());
    }

    private MetadataHandler handler() {
        return new MetadataHandler(() -> image, ADDRESSES, (principal, names) -> {
            autoCreated.addAll(names);
            names.forEach(name -> image = image.withTopic(topic(principal.cluster(), name, new UUID(9, 9))));
            return CompletableFuture.completedFuture(null);
        });
    }

    private MetadataResponseData ask(int version, MetadataRequestData body) {
        return send(new RecordedRequest(ApiKeys.METADATA, version, body));
    }

    private MetadataResponseData send(RecordedRequest request) {
        handler().handle(request);
        return request.answer(MetadataResponseData.class);
    }

    private static MetadataRequestData byName(String name) {
        return new MetadataRequestData().setTopics(List.of(new MetadataRequestTopic().setName(name)));
    }

    private static MetadataRequestData byId(UUID id) {
        return new MetadataRequestData()
                .setTopics(List.of(new MetadataRequestTopic().setName(null).setTopicId(WireUuid.toKafka(id))));
    }

    private static MetadataResponseTopic only(MetadataResponseData response) {
        assertThat(response.topics()).hasSize(1);
        MetadataResponseTopic topic = response.topics().iterator().next();
        assertThat(topic.name() != null || !topic.topicId().equals(Uuid.ZERO_UUID))
                .isTrue();
        return topic;
    }

    private static Errors error(MetadataResponseTopic topic) {
        return Errors.forCode(topic.errorCode());
    }

    private static TopicImage topic(String cluster, String name, UUID id) {
        var replicas = TreePVector.from(List.of(1, 2));
        return new TopicImage(
                id,
                cluster,
                name,
                (short) 3,
                TreePVector.singleton(new PartitionImage(1, 0, replicas, replicas)),
                HashTreePMap.empty(),
                false);
    }
}
