package io.naru.broker.simulation;

import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Deletes acknowledged records from the front of a partition now and then.
final class RecordDeleter implements Workload.Actor {
    private static final int VERSION = 2;
    private static final int TURNS_A_DELETION = 3;

    private final Workload workload;
    private boolean underWay;

    RecordDeleter(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void abandoned() {
        underWay = false;
    }

    @Override
    public void act() {
        List<Promises.Place> places = workload.promises().records().keySet().stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        if (underWay || places.isEmpty() || workload.random().nextInt(TURNS_A_DELETION) != 0) {
            return;
        }
        Promises.Place place = places.get(workload.random().nextInt(places.size()));
        TreeMap<Long, String> acknowledged = workload.promises().records().get(place);
        List<Long> offsets = List.copyOf(acknowledged.keySet());
        long before = offsets.get(workload.random().nextInt(offsets.size())) + 1;
        if (before <= workload.promises().start(place).acknowledged()) {
            return;
        }
        underWay = true;
        DeleteRecordsRequestData request = new DeleteRecordsRequestData().setTimeoutMs(30_000);
        request.topics()
                .add(new DeleteRecordsTopic()
                        .setName(place.topic())
                        .setPartitions(List.of(new DeleteRecordsPartition()
                                .setPartitionIndex(place.partition())
                                .setOffset(before))));
        workload.promises().startTried(place, before);
        workload.sendAsTenant(request, VERSION, answer -> answered(place, answer), this::abandoned);
    }

    private void answered(Promises.Place place, ApiMessage answer) {
        underWay = false;
        DeleteRecordsResponseData response = (DeleteRecordsResponseData) answer;
        var partition =
                response.topics().iterator().next().partitions().iterator().next();
        Errors error = Errors.forCode(partition.errorCode());
        switch (error) {
            case NONE -> workload.promises().startSeen(place, partition.lowWatermark());
            // retention was faster, or the partition is not open yet
            case OFFSET_OUT_OF_RANGE,
                    KAFKA_STORAGE_ERROR,
                    NOT_LEADER_OR_FOLLOWER,
                    UNKNOWN_TOPIC_OR_PARTITION,
                    REQUEST_TIMED_OUT -> {}
            default -> throw new AssertionError("deletion from " + place + ": " + error);
        }
    }
}
