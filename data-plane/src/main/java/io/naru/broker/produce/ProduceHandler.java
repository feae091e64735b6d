package io.naru.broker.produce;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.environment.Clock;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.Append;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.record.Batch;
import io.naru.broker.tenancy.Right;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// Produce. Each partition's batch is checked here, on the connection's thread, and appended on the partition's shard;
/// the answer leaves when all of them have ended.
public final class ProduceHandler implements ApiHandler {
    private static final short ALL_IN_SYNC = -1;
    private static final short LEADER_ONLY = 1;
    private static final short NO_ANSWER = 0;
    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;

    private final Metadata metadata;
    private final Partitions partitions;
    private final WriteMeter meter;
    private final BatchCheck check;

    public ProduceHandler(Metadata metadata, Partitions partitions, WriteMeter meter, Clock clock) {
        this.metadata = metadata;
        this.partitions = partitions;
        this.meter = meter;
        this.check = new BatchCheck(clock);
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.PRODUCE;
    }

    @Override
    public Right needs() {
        return Right.WRITE;
    }

    @Override
    public void handle(Request request) {
        ProduceRequestData body = (ProduceRequestData) request.body();
        PendingProduce pending = new PendingProduce(request, body);
        Errors whole = refusalOfAll(request, body);
        MetadataImage image = metadata.image();
        int slot = 0;
        for (TopicProduceData asked : body.topicData()) {
            TopicImage topic = find(request, asked, image);
            for (PartitionProduceData data : asked.partitionData()) {
                if (whole != Errors.NONE) {
                    pending.refused(slot, whole, null);
                } else if (topic == null) {
                    boolean byId = request.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS;
                    pending.refused(slot, byId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
                } else {
                    append(request, pending, slot, topic, data);
                }
                slot++;
            }
        }
        pending.allSent();
    }

    private static Errors refusalOfAll(Request request, ProduceRequestData body) {
        if (body.acks() != ALL_IN_SYNC && body.acks() != LEADER_ONLY && body.acks() != NO_ANSWER) {
            return Errors.INVALID_REQUIRED_ACKS;
        }
        if (body.transactionalId() != null) {
            return Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
        }
        return request.rights().contains(Right.WRITE) ? Errors.NONE : Errors.TOPIC_AUTHORIZATION_FAILED;
    }

    private static @Nullable TopicImage find(Request request, TopicProduceData asked, MetadataImage image) {
        String cluster = request.principal().cluster();
        return request.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS
                ? image.topic(cluster, WireUuid.fromKafka(asked.topicId()))
                : image.topic(cluster, asked.name());
    }

    private void append(
            Request request, PendingProduce pending, int slot, TopicImage topic, PartitionProduceData data) {
        PartitionHandle handle = partitions.find(topic.id(), data.index());
        if (handle == null) {
            boolean exists = data.index() >= 0 && data.index() < topic.partitionCount();
            pending.refused(slot, exists ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
            return;
        }
        PartitionView view = handle.view();
        if (view == null) {
            pending.refused(slot, Errors.NOT_LEADER_OR_FOLLOWER, null);
            return;
        }
        ByteBuffer batch = WireRecords.bytes(data.records());
        Refusal refusal = check.refusal(batch, view.settings(), request.apiVersion());
        if (refusal != null) {
            pending.refused(slot, refusal);
            return;
        }
        meter.wrote(
                request.principal().cluster(),
                topic.id(),
                batch.remaining(),
                Batch.of(batch).count());
        pending.sent();
        partitions.append(handle, new Append(batch, pending::written, outcome -> pending.ended(slot, outcome)));
    }
}
