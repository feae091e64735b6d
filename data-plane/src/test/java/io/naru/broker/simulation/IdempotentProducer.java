package io.naru.broker.simulation;

import io.naru.broker.protocol.WireRecords;
import io.naru.broker.record.BatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// Writes values that are never repeated, in order, and sends a batch again with the same sequence until it is
/// acknowledged.
final class IdempotentProducer implements Workload.Actor {
    private static final int VERSION = 12;

    private final Workload workload;
    private final String name;
    private final Map<Promises.Place, Integer> nextSequence = new HashMap<>();
    private long producerId = -1;
    private short epoch;
    private int made;
    private @Nullable Batch unacknowledged;
    private boolean underWay;

    private record Batch(Promises.Place place, int sequence, List<String> values) {}

    IdempotentProducer(Workload workload, String name) {
        this.workload = workload;
        this.name = name;
    }

    @Override
    public void abandoned() {
        underWay = false;
    }

    @Override
    public void act() {
        if (underWay) {
            return;
        }
        if (producerId < 0) {
            underWay = true;
            workload.sendAsTenant(
                    new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(60_000),
                    4,
                    this::idGiven,
                    this::abandoned);
            return;
        }
        if (unacknowledged == null) {
            unacknowledged = newBatch();
        }
        if (unacknowledged != null) {
            underWay = true;
            Batch batch = unacknowledged;
            batch.values().forEach(workload.promises()::recordTried);
            workload.sendAsTenant(request(batch), VERSION, new Delivery(batch));
        }
    }

    private void idGiven(ApiMessage answer) {
        underWay = false;
        InitProducerIdResponseData given = (InitProducerIdResponseData) answer;
        if (given.errorCode() == Errors.NONE.code()) {
            producerId = given.producerId();
            epoch = given.producerEpoch();
        }
    }

    private @Nullable Batch newBatch() {
        List<String> topics = List.copyOf(workload.promises().topics().keySet());
        if (topics.isEmpty()) {
            return null;
        }
        String topic = topics.get(workload.random().nextInt(topics.size()));
        int partitions = workload.promises().topics().get(topic).partitions();
        Promises.Place place = new Promises.Place(topic, workload.random().nextInt(partitions));
        List<String> values = new ArrayList<>();
        for (int i = workload.random().nextInt(1, 4); i > 0; i--) {
            values.add(name + "/" + made++);
        }
        return new Batch(place, nextSequence.getOrDefault(place, 0), values);
    }

    private ProduceRequestData request(Batch batch) {
        BatchBuilder records = new BatchBuilder().producer(producerId, epoch, batch.sequence());
        for (String value : batch.values()) {
            records.add(workload.nowMs(), null, value.getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer bytes = records.build();
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData topic = new TopicProduceData().setName(batch.place().topic());
        topic.partitionData()
                .add(new PartitionProduceData()
                        .setIndex(batch.place().partition())
                        .setRecords(WireRecords.of(bytes)));
        request.topicData().add(topic);
        return request;
    }

    private final class Delivery implements Workload.Asker {
        private final Batch batch;

        Delivery(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void answered(ApiMessage answer) {
            underWay = false;
            if (promised(answer)) {
                nextSequence.put(
                        batch.place(), batch.sequence() + batch.values().size());
                unacknowledged = null;
            }
        }

        @Override
        public void overheard(ApiMessage answer) {
            promised(answer);
        }

        @Override
        public void unanswered() {
            abandoned();
        }

        private boolean promised(ApiMessage answer) {
            ProduceResponseData response = (ProduceResponseData) answer;
            PartitionProduceResponse partition =
                    response.responses().iterator().next().partitionResponses().getFirst();
            Errors error = Errors.forCode(partition.errorCode());
            return switch (error) {
                case NONE -> {
                    for (int i = 0; i < batch.values().size(); i++) {
                        workload.promises()
                                .recordAcknowledged(
                                        batch.place(),
                                        partition.baseOffset() + i,
                                        batch.values().get(i));
                    }
                    yield true;
                }
                case NOT_LEADER_OR_FOLLOWER, REQUEST_TIMED_OUT, UNKNOWN_TOPIC_OR_PARTITION, KAFKA_STORAGE_ERROR ->
                    false;
                default -> throw new AssertionError(name + " got " + error + " for " + batch);
            };
        }
    }
}
