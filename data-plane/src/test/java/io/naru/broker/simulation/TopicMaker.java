package io.naru.broker.simulation;

import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Makes a few topics; one that was never answered is asked for again and may then exist.
final class TopicMaker implements Workload.Actor {
    private static final int MOST_TOPICS = 4;
    private static final int VERSION = 6;

    private final Workload workload;
    private int made;
    private boolean underWay;

    TopicMaker(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void abandoned() {
        underWay = false;
    }

    @Override
    public void act() {
        if (underWay || made == MOST_TOPICS) {
            return;
        }
        underWay = true;
        int partitions = 1 + made % 3;
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
        CreatableTopic topic = new CreatableTopic()
                .setName("topic-" + made)
                .setNumPartitions(partitions)
                .setReplicationFactor((short) 1);
        // small segments, so that rolls and their directory entries are part of the story
        topic.configs()
                .add(new CreateTopicsRequestData.CreatableTopicConfig()
                        .setName("segment.bytes")
                        .setValue("1048576"));
        request.topics().add(topic);
        workload.sendAsTenant(request, VERSION, answer -> answered(partitions, answer), this::abandoned);
    }

    private void answered(int partitions, ApiMessage answer) {
        underWay = false;
        CreateTopicsResponseData response = (CreateTopicsResponseData) answer;
        Errors error = Errors.forCode(response.topics().iterator().next().errorCode());
        switch (error) {
            case NONE, TOPIC_ALREADY_EXISTS -> workload.promises().topicMade("topic-" + made++, partitions);
            case REQUEST_TIMED_OUT, INVALID_REQUEST, POLICY_VIOLATION -> {}
            default -> throw new AssertionError("topic-" + made + ": " + error);
        }
    }
}
