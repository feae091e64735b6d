package io.naru.broker.simulation;

import java.util.List;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Commits offsets that only grow, as a consumer without a group protocol does.
final class OffsetCommitter implements Workload.Actor {
    static final String GROUP = "group-1";
    private static final int VERSION = 8;

    private final Workload workload;
    private long next = 1;
    private boolean underWay;

    OffsetCommitter(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void abandoned() {
        underWay = false;
    }

    @Override
    public void act() {
        List<String> topics = List.copyOf(workload.promises().topics().keySet());
        if (underWay || topics.isEmpty()) {
            return;
        }
        underWay = true;
        String topic = topics.get(workload.random().nextInt(topics.size()));
        Promises.Place place = new Promises.Place(
                topic,
                workload.random()
                        .nextInt(workload.promises().topics().get(topic).partitions()));
        long offset = next++;
        OffsetCommitRequestData request = new OffsetCommitRequestData()
                .setGroupId(GROUP)
                .setGenerationIdOrMemberEpoch(-1)
                .setMemberId("");
        request.topics()
                .add(new OffsetCommitRequestTopic()
                        .setName(topic)
                        .setPartitions(List.of(new OffsetCommitRequestPartition()
                                .setPartitionIndex(place.partition())
                                .setCommittedOffset(offset)
                                .setCommittedMetadata(""))));
        workload.promises().commitTried(place, offset);
        workload.sendAsTenant(request, VERSION, answer -> answered(place, offset, answer), this::abandoned);
    }

    private void answered(Promises.Place place, long offset, ApiMessage answer) {
        underWay = false;
        OffsetCommitResponseData response = (OffsetCommitResponseData) answer;
        Errors error = Errors.forCode(
                response.topics().getFirst().partitions().getFirst().errorCode());
        switch (error) {
            case NONE -> workload.promises().commitAcknowledged(place, offset);
            case COORDINATOR_LOAD_IN_PROGRESS,
                    NOT_COORDINATOR,
                    COORDINATOR_NOT_AVAILABLE,
                    UNKNOWN_TOPIC_OR_PARTITION,
                    KAFKA_STORAGE_ERROR,
                    REQUEST_TIMED_OUT -> {}
            default -> throw new AssertionError("commit of " + place + ": " + error);
        }
    }
}
