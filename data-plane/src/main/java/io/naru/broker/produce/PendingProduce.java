package io.naru.broker.produce;

import io.naru.broker.dispatch.Request;
import io.naru.broker.partition.AppendOutcome;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.BatchIndexAndErrorMessage;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// A Produce request whose partitions answer one by one, each from its own shard. Every partition has a slot of its
/// own,
/// so nothing is shared but two counters: batches whose memory is still needed, and partitions still open.
final class PendingProduce {
    private static final short FIRST_VERSION_WITH_RECORD_ERRORS = 8;

    private final Request request;
    private final ProduceRequestData body;
    private final PartitionProduceResponse[] slots;
    private final AtomicInteger unwritten = new AtomicInteger(1);
    private final AtomicInteger open = new AtomicInteger(1);

    PendingProduce(Request request, ProduceRequestData body) {
        this.request = request;
        this.body = body;
        int count = 0;
        for (TopicProduceData topic : body.topicData()) {
            count += topic.partitionData().size();
        }
        this.slots = new PartitionProduceResponse[count];
        int slot = 0;
        for (TopicProduceData topic : body.topicData()) {
            for (ProduceRequestData.PartitionProduceData partition : topic.partitionData()) {
                slots[slot++] = new PartitionProduceResponse().setIndex(partition.index());
            }
        }
    }

    void refused(int slot, Errors error, @Nullable String reason) {
        PartitionProduceResponse response =
                slots[slot].setErrorCode(error.code()).setBaseOffset(-1).setLogStartOffset(-1);
        if (request.apiVersion() >= FIRST_VERSION_WITH_RECORD_ERRORS) {
            response.setErrorMessage(reason);
        }
    }

    void refused(int slot, Refusal refusal) {
        refused(slot, refusal.error(), refusal.reason());
        if (request.apiVersion() >= FIRST_VERSION_WITH_RECORD_ERRORS) {
            for (int index : refusal.records()) {
                slots[slot]
                        .recordErrors()
                        .add(new BatchIndexAndErrorMessage()
                                .setBatchIndex(index)
                                .setBatchIndexErrorMessage(refusal.reason()));
            }
        }
    }

    /// One more batch is on its way to its shard.
    void sent() {
        unwritten.incrementAndGet();
        open.incrementAndGet();
    }

    /// A batch's memory is no longer needed.
    void written() {
        if (unwritten.decrementAndGet() == 0) {
            request.releaseFrame();
        }
    }

    void ended(int slot, AppendOutcome outcome) {
        switch (outcome) {
            case AppendOutcome.Appended appended ->
                slots[slot]
                        .setBaseOffset(appended.baseOffset())
                        .setLogAppendTimeMs(appended.logAppendTimeMs())
                        .setLogStartOffset(logStartOffset(appended));
            case AppendOutcome.Refused refused -> refused(slot, errorOf(refused.refusal()), refused.reason());
        }
        end();
    }

    private long logStartOffset(AppendOutcome.Appended appended) {
        return request.apiVersion() >= 5 ? appended.logStartOffset() : -1;
    }

    /// Every partition was refused or sent.
    void allSent() {
        written();
        end();
    }

    private void end() {
        if (open.decrementAndGet() == 0) {
            answer();
        }
    }

    private void answer() {
        if (body.acks() != 0) {
            request.respond(response());
            return;
        }
        for (PartitionProduceResponse slot : slots) {
            if (slot.errorCode() != Errors.NONE.code()) {
                request.closeConnection(
                        "a produce without acknowledgement failed: " + Errors.forCode(slot.errorCode()));
                return;
            }
        }
        request.respondNothing();
    }

    private ProduceResponseData response() {
        ProduceResponseData response = new ProduceResponseData();
        int slot = 0;
        for (TopicProduceData topic : body.topicData()) {
            TopicProduceResponse answered =
                    new TopicProduceResponse().setName(topic.name()).setTopicId(topic.topicId());
            for (int i = 0; i < topic.partitionData().size(); i++) {
                answered.partitionResponses().add(slots[slot++]);
            }
            response.responses().add(answered);
        }
        return response;
    }

    private static Errors errorOf(AppendOutcome.Refusal refusal) {
        return switch (refusal) {
            case NOT_LEADER -> Errors.NOT_LEADER_OR_FOLLOWER;
            case OVERLOADED -> Errors.REQUEST_TIMED_OUT;
            case OUT_OF_ORDER_SEQUENCE -> Errors.OUT_OF_ORDER_SEQUENCE_NUMBER;
            case STALE_PRODUCER_EPOCH -> Errors.INVALID_PRODUCER_EPOCH;
            case POLICY_VIOLATION -> Errors.POLICY_VIOLATION;
            case STORAGE_ERROR -> Errors.KAFKA_STORAGE_ERROR;
        };
    }
}
