package io.naru.broker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.record.BatchBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Records that lie on the disk only: the broker was restarted, nothing of its logs is in memory.
class ColdReadTest {
    private static final int BY_ID = 13;

    private final SimulatedCell cell = new SimulatedCell(new SplittableRandom(3));
    private final List<Path> readOnTheEventLoop = new ArrayList<>();
    private int reads;
    private Uuid orders = Uuid.ZERO_UUID;

    @BeforeEach
    void aBrokerThatWasRestarted() {
        cell.start();
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
        request.topics()
                .add(new CreatableTopic().setName("orders").setNumPartitions(2).setReplicationFactor((short) 1));
        ask(request, 7);
        orders = WireUuid.toKafka(cell.image().topic(Workload.CLUSTER, "orders").id());
        produce(0);
        produce(1);
        cell.stop();
        cell.start();
        cell.disk().readSlowly(this::isOfTheTopic);
        cell.disk().observeReads(this::observe);
    }

    private boolean isOfTheTopic(Path path) {
        String topic = WireUuid.fromKafka(orders).toString();
        return path.toString().contains(topic) && path.toString().endsWith(".log");
    }

    private void observe(Path path) {
        if (isOfTheTopic(path)) {
            reads++;
            if (cell.front().isEventLoopAtWork()) {
                readOnTheEventLoop.add(path);
            }
        }
    }

    @Test
    void readsWhatIsNotInMemoryOffTheEventLoop() {
        FetchResponseData answer = answerTo(fetch());

        assertThat(recordsOf(answer)).containsExactly(true, true);
        assertThat(reads).isPositive();
        assertThat(readOnTheEventLoop).isEmpty();
    }

    @Test
    void readsWhatWasJustWrittenOnTheEventLoopAtOnce() {
        produce(0);
        reads = 0;

        FetchRequestData tail = fetch();
        tail.topics().getFirst().partitions().removeLast();
        tail.topics().getFirst().partitions().getFirst().setFetchOffset(1);
        CompletableFuture<ApiMessage> answer = cell.send(Workload.TENANT, Listener.TEST, tail, BY_ID);

        assertThat(answer).isDone();
        assertThat(recordsOf((FetchResponseData) answer.join())).containsExactly(true);
        assertThat(readOnTheEventLoop).isNotEmpty();
    }

    @Test
    void readsOneWholeBatchThatIsLargerThanAskedFor() {
        FetchResponseData answer = answerTo(fetch().setMaxBytes(1));

        assertThat(recordsOf(answer)).containsExactly(true, false);
    }

    @Test
    void goesOnWithASessionAfterAColdRead() {
        FetchResponseData first = answerTo(fetch().setSessionEpoch(0));
        FetchRequestData next = new FetchRequestData()
                .setReplicaId(-1)
                .setSessionId(first.sessionId())
                .setSessionEpoch(1)
                .setMaxBytes(1);

        FetchResponseData second = answerTo(next);
        FetchResponseData third = answerTo(next.setSessionEpoch(2));

        assertThat(partitionsOf(second))
                .extracting(PartitionData::partitionIndex)
                .containsExactly(0);
        assertThat(partitionsOf(third))
                .extracting(PartitionData::partitionIndex)
                .containsExactly(1);
    }

    @Test
    void waitsForEnoughBytesBeforeItReadsAny() {
        CompletableFuture<ApiMessage> waiting = cell.send(
                Workload.TENANT, Listener.TEST, fetch().setMinBytes(1 << 20).setMaxWaitMs(500), BY_ID);
        for (int i = 0; i < 500; i++) {
            cell.step();
        }
        assertThat(waiting).isNotDone();
        assertThat(reads).isZero();

        cell.advanceMs(501);
        cell.stepUntil(waiting);

        assertThat(recordsOf((FetchResponseData) waiting.join())).containsExactly(true, true);
        assertThat(readOnTheEventLoop).isEmpty();
    }

    @Test
    void doesNotReadForAClientThatHasLeft() {
        CompletableFuture<ApiMessage> answer = cell.send(Workload.TENANT, Listener.TEST, fetch(), BY_ID);
        cell.front().everybodyLeaves();

        assertThatThrownBy(() -> {
                    cell.stepUntil(answer);
                    answer.join();
                })
                .hasMessageContaining("the client has left");
        assertThat(reads).isZero();
    }

    @Test
    void saysSoWhenTheDiskCanNotBeRead() {
        cell.disk().failReads(this::isOfTheTopic);

        FetchResponseData answer = answerTo(fetch());

        assertThat(partitionsOf(answer))
                .extracting(PartitionData::errorCode)
                .containsExactly(Errors.KAFKA_STORAGE_ERROR.code(), Errors.KAFKA_STORAGE_ERROR.code());
    }

    private void produce(int partition) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData data = new TopicProduceData().setTopicId(orders);
        data.partitionData()
                .add(new PartitionProduceData()
                        .setIndex(partition)
                        .setRecords(WireRecords.of(new BatchBuilder()
                                .add(cell.clock().wallMs(), null, new byte[10])
                                .build())));
        request.topicData().add(data);
        ask(request, BY_ID);
    }

    private FetchRequestData fetch() {
        FetchRequestData request =
                new FetchRequestData().setReplicaId(-1).setMaxWaitMs(0).setMaxBytes(1 << 20);
        FetchTopic topic = new FetchTopic().setTopicId(orders);
        for (int partition = 0; partition < 2; partition++) {
            topic.partitions()
                    .add(new FetchPartition()
                            .setPartition(partition)
                            .setFetchOffset(0)
                            .setPartitionMaxBytes(1 << 20));
        }
        request.topics().add(topic);
        return request;
    }

    private FetchResponseData answerTo(FetchRequestData request) {
        return (FetchResponseData) ask(request, BY_ID);
    }

    private static List<PartitionData> partitionsOf(FetchResponseData answer) {
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        WireRecords.release(answer);
        return answer.responses().stream()
                .flatMap(topic -> topic.partitions().stream())
                .toList();
    }

    /// Whether each partition of the answer came with records.
    private static List<Boolean> recordsOf(FetchResponseData answer) {
        return partitionsOf(answer).stream()
                .map(each -> each.records() instanceof FileSliceRecords)
                .toList();
    }

    private ApiMessage ask(ApiMessage request, int version) {
        CompletableFuture<ApiMessage> answer = cell.send(Workload.TENANT, Listener.TEST, request, version);
        cell.stepUntil(answer);
        return answer.join();
    }
}
