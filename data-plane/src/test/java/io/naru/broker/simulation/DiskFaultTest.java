package io.naru.broker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.record.BatchBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A disk that fails takes a partition off-line, a full one only refuses writes; both come back without a restart.
class DiskFaultTest {
    private static final int TRIES = 200;
    private static final int STEPS_A_TRY = 50;

    private final SimulatedCell cell = new SimulatedCell(new SplittableRandom(1));

    @BeforeEach
    void aTopicWithARecord() {
        cell.start();
        CreateTopicsRequestData create = new CreateTopicsRequestData().setTimeoutMs(30_000);
        create.topics()
                .add(new CreatableTopic().setName("orders").setNumPartitions(1).setReplicationFactor((short) 1));
        ask(create, 6);
        assertThat(produce("first")).isEqualTo(Errors.NONE);
    }

    @Test
    void aFailedSyncIsToldAndThePartitionComesBackWithWhatWasAcknowledged() {
        cell.disk().failSyncs(DiskFaultTest::isLog);
        assertThat(produce("second")).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(produce("third")).isIn(Errors.KAFKA_STORAGE_ERROR, Errors.NOT_LEADER_OR_FOLLOWER);

        cell.disk().failSyncs(path -> false);
        assertThat(producesAtLast("fourth")).isTrue();
        String before = values();
        cell.losePower();
        cell.start();

        assertThat(before).startsWith("first").endsWith("fourth");
        assertThat(values()).isEqualTo(before);
    }

    @Test
    void aProcessThatDiesAfterAFailedSyncDoesNotTrustThePageCacheEither() {
        cell.disk().failSyncs(DiskFaultTest::isLog);
        produce("second");
        cell.kill();
        cell.disk().failSyncs(path -> false);
        cell.start();
        String seen = values();
        cell.losePower();
        cell.start();

        assertThat(seen).startsWith("first");
        assertThat(values()).isEqualTo(seen);
    }

    @Test
    void aFullDiskRefusesWritesWhileReadsGoOnUntilThereIsRoom() {
        cell.disk().limitCapacity(0);
        assertThat(produce("second")).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(values()).isEqualTo("first");

        cell.disk().limitCapacity(Long.MAX_VALUE);
        assertThat(produce("third")).isEqualTo(Errors.NONE);
        assertThat(values()).isEqualTo("first third");
        cell.losePower();
        cell.start();
        assertThat(values()).isEqualTo("first third");
    }

    private static boolean isLog(Path path) {
        return path.toString().endsWith(".log");
    }

    private boolean producesAtLast(String value) {
        for (int i = 0; i < TRIES; i++) {
            if (produce(value) == Errors.NONE) {
                return true;
            }
            cell.advanceMs(5);
            for (int step = 0; step < STEPS_A_TRY; step++) {
                cell.step();
            }
        }
        return false;
    }

    private Errors produce(String value) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData topic = new TopicProduceData().setName("orders");
        topic.partitionData()
                .add(new PartitionProduceData()
                        .setIndex(0)
                        .setRecords(WireRecords.of(new BatchBuilder()
                                .add(cell.clock().wallMs(), null, value.getBytes(StandardCharsets.UTF_8))
                                .build())));
        request.topicData().add(topic);
        ProduceResponseData response = (ProduceResponseData) ask(request, 12);
        return Errors.forCode(response.responses()
                .iterator()
                .next()
                .partitionResponses()
                .getFirst()
                .errorCode());
    }

    private String values() {
        FetchResponseData response = (FetchResponseData) ask(Workload.fetch("orders", 0, 0), Workload.FETCH_VERSION);
        var data = response.responses().getFirst().partitions().getFirst();
        assertThat(Errors.forCode(data.errorCode())).isEqualTo(Errors.NONE);
        return String.join(
                " ",
                FetchedRecords.of(data).records().values().stream()
                        .map(FetchedRecords.Fetched::value)
                        .toList());
    }

    private ApiMessage ask(ApiMessage request, int version) {
        CompletableFuture<ApiMessage> answer = cell.send(Workload.TENANT, Listener.TEST, request, version);
        cell.stepUntil(answer);
        return answer.join();
    }
}
