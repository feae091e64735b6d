package io.naru.broker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.tenancy.Principal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProduceAndFetchTest {
    private static final Principal OTHER_TENANT = new Principal("lkc-2", "test", "test");
    private static final int BY_ID = 13;

    private final SimulatedCell cell = new SimulatedCell(new SplittableRandom(1));
    private Uuid orders = Uuid.ZERO_UUID;

    @BeforeEach
    void aTopicOfTwoPartitions() {
        cell.start();
        orders = makeTopic(Workload.TENANT, "orders");
    }

    @Test
    void givesOffsetsInOrderAndReadsThemBack() {
        assertThat(produce(plain("a", "b")).baseOffset()).isZero();
        assertThat(produce(plain("c")).baseOffset()).isEqualTo(2);

        PartitionData read = fetch(Workload.TENANT, orders, 0, 0);
        assertThat(read.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(read.highWatermark()).isEqualTo(3);
        assertThat(read.records().sizeInBytes()).isPositive();
    }

    @Test
    void answersARepeatedBatchWithItsFirstOffset() {
        produce(plain("before"));
        long first = produce(idempotent(0, "a")).baseOffset();

        PartitionProduceResponse again = produce(idempotent(0, "a"));

        assertThat(again.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(again.baseOffset()).isEqualTo(first);
        assertThat(fetch(Workload.TENANT, orders, 0, 0).highWatermark()).isEqualTo(2);
    }

    @Test
    void refusesAGapInTheSequence() {
        produce(idempotent(0, "a"));

        assertThat(produce(idempotent(5, "b")).errorCode()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER.code());
    }

    @Test
    void refusesADamagedBatch() {
        ByteBuffer damaged = plain("a");
        damaged.put(damaged.limit() - 1, (byte) (damaged.get(damaged.limit() - 1) ^ 1));

        assertThat(produce(damaged).errorCode()).isEqualTo(Errors.CORRUPT_MESSAGE.code());
    }

    @Test
    void refusesAControlBatchFromAClient() {
        ByteBuffer control = new BatchBuilder()
                .control()
                .add(cell.clock().wallMs(), new byte[] {0, 0, 0, 0}, new byte[6])
                .build();

        assertThat(produce(control).errorCode()).isEqualTo(Errors.INVALID_RECORD.code());
    }

    @Test
    void refusesABatchAboveTheTopicsLimitWithTheErrorThatMakesClientsSplit() {
        PartitionProduceResponse refused = produce(plain("x".repeat(1_100_000)));

        assertThat(refused.errorCode()).isEqualTo(Errors.MESSAGE_TOO_LARGE.code());
        assertThat(refused.errorMessage()).contains("max.message.bytes");
    }

    @Test
    void refusesAcksThatMeanNothing() {
        ProduceRequestData request = request(orders, plain("a")).setAcks((short) 2);

        assertThat(only(ask(Workload.TENANT, request, BY_ID)).errorCode())
                .isEqualTo(Errors.INVALID_REQUIRED_ACKS.code());
    }

    @Test
    void answersAnotherTenantsTopicIdAsAnUnknownOne() {
        produce(plain("secret"));
        makeTopic(OTHER_TENANT, "orders");

        short foreign = fetch(OTHER_TENANT, orders, 0, 0).errorCode();
        short unknown = fetch(OTHER_TENANT, Uuid.randomUuid(), 0, 0).errorCode();
        short written =
                only(ask(OTHER_TENANT, request(orders, plain("mine")), BY_ID)).errorCode();

        assertThat(foreign).isEqualTo(unknown).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
        assertThat(written).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
    }

    @Test
    void refusesToReadBeyondTheEnd() {
        assertThat(fetch(Workload.TENANT, orders, 0, 1).errorCode()).isEqualTo(Errors.OFFSET_OUT_OF_RANGE.code());
    }

    @Test
    void answersAForeignFetchSessionAsAnUnknownOne() {
        FetchRequestData request =
                new FetchRequestData().setReplicaId(-1).setSessionId(7).setSessionEpoch(3);

        FetchResponseData answer = (FetchResponseData) ask(Workload.TENANT, request, 12);

        assertThat(answer.errorCode()).isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND.code());
    }

    @Test
    void wakesAWaitingFetchWhenRecordsCome() {
        CompletableFuture<ApiMessage> waiting = cell.send(
                Workload.TENANT,
                Listener.TEST,
                fetchRequest(orders, 0, 0).setMaxWaitMs(60_000).setMinBytes(1),
                BY_ID);
        for (int i = 0; i < 500; i++) {
            cell.step();
        }
        assertThat(waiting).isNotDone();

        produce(plain("a"));
        cell.stepUntil(waiting);

        FetchResponseData answer = (FetchResponseData) waiting.join();
        assertThat(answer.responses().getFirst().partitions().getFirst().highWatermark())
                .isEqualTo(1);
    }

    @Test
    void endsAWaitingFetchWhenItsTimeIsOver() {
        CompletableFuture<ApiMessage> waiting = cell.send(
                Workload.TENANT,
                Listener.TEST,
                fetchRequest(orders, 0, 0).setMaxWaitMs(500).setMinBytes(1),
                BY_ID);
        for (int i = 0; i < 500; i++) {
            cell.step();
        }
        assertThat(waiting).isNotDone();

        cell.advanceMs(501);
        cell.stepUntil(waiting);

        FetchResponseData answer = (FetchResponseData) waiting.join();
        assertThat(answer.responses()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .records()
                        .sizeInBytes())
                .isZero();
    }

    private Uuid makeTopic(Principal principal, String name) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
        CreatableTopic topic =
                new CreatableTopic().setName(name).setNumPartitions(2).setReplicationFactor((short) 1);
        topic.configs().add(new CreatableTopicConfig().setName("retention.ms").setValue("-1"));
        request.topics().add(topic);
        ask(principal, request, 7);
        var made = cell.image().topic(principal.cluster(), name);
        assertThat(made).isNotNull();
        return WireUuid.toKafka(made.id());
    }

    private ByteBuffer plain(String... values) {
        return batch(new BatchBuilder(), values);
    }

    private ByteBuffer idempotent(int sequence, String... values) {
        return batch(new BatchBuilder().producer(4711, (short) 0, sequence), values);
    }

    private ByteBuffer batch(BatchBuilder builder, String... values) {
        for (String value : values) {
            builder.add(cell.clock().wallMs(), null, value.getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    private PartitionProduceResponse produce(ByteBuffer batch) {
        return only(ask(Workload.TENANT, request(orders, batch), BY_ID));
    }

    private static ProduceRequestData request(Uuid topic, ByteBuffer batch) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData data = new TopicProduceData().setTopicId(topic);
        data.partitionData().add(new PartitionProduceData().setIndex(0).setRecords(WireRecords.of(batch)));
        request.topicData().add(data);
        return request;
    }

    private static PartitionProduceResponse only(ApiMessage answer) {
        return ((ProduceResponseData) answer)
                .responses()
                .iterator()
                .next()
                .partitionResponses()
                .getFirst();
    }

    private PartitionData fetch(Principal principal, Uuid topic, int partition, long offset) {
        FetchResponseData answer = (FetchResponseData) ask(principal, fetchRequest(topic, partition, offset), BY_ID);
        return answer.responses().getFirst().partitions().getFirst();
    }

    private static FetchRequestData fetchRequest(Uuid topic, int partition, long offset) {
        return Workload.fetch(new FetchTopic().setTopicId(topic), partition, offset);
    }

    private ApiMessage ask(Principal principal, ApiMessage request, int version) {
        CompletableFuture<ApiMessage> answer = cell.send(principal, Listener.TEST, request, version);
        cell.stepUntil(answer);
        return answer.join();
    }
}
