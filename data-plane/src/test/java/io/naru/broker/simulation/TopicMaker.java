package io.naru.broker.simulation;

import io.naru.broker.protocol.WireRecords;
import io.naru.broker.record.BatchBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Makes a few topics that stay, and between them some that go again. What was never answered is asked for again and
/// may then be done.
final class TopicMaker implements Workload.Actor {
    private static final int MOST_TOPICS = 4;
    private static final int MOST_PASSING = 12;
    private static final int EXPIRING = 2;
    private static final int CREATE_VERSION = 6;
    private static final int DELETE_VERSION = 6;
    private static final int PRODUCE_VERSION = 12;

    private final Workload workload;
    private int made;
    private int passing;
    private boolean passingMade;
    private boolean passingWritten;
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
        if (underWay) {
            return;
        }
        if (passingMade) {
            underWay = true;
            if (passingWritten) {
                deletePassing();
            } else {
                writePassing();
            }
        } else if (made < MOST_TOPICS && workload.random().nextBoolean()) {
            underWay = true;
            make("topic-" + made, 1 + made % 3, made == EXPIRING, this::madeOne);
        } else if (passing < MOST_PASSING && workload.random().nextInt(4) == 0) {
            underWay = true;
            make("passing-" + passing, 1, false, () -> passingMade = true);
        }
    }

    private void madeOne() {
        workload.promises().topicMade("topic-" + made, 1 + made % 3, made == EXPIRING);
        made++;
    }

    /// Segments and index intervals are small, so that rolls and look-ups are part of the story.
    private void make(String name, int partitions, boolean expires, Runnable then) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
        CreatableTopic topic =
                new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) 1);
        config(topic, "segment.ms", "60");
        config(topic, "index.interval.bytes", "100");
        if (expires) {
            config(topic, "retention.ms", "100");
        }
        request.topics().add(topic);
        workload.sendAsTenant(request, CREATE_VERSION, answer -> created(name, then, answer), this::abandoned);
    }

    private static void config(CreatableTopic topic, String name, String value) {
        topic.configs().add(new CreatableTopicConfig().setName(name).setValue(value));
    }

    private void created(String name, Runnable then, ApiMessage answer) {
        underWay = false;
        CreateTopicsResponseData response = (CreateTopicsResponseData) answer;
        Errors error = Errors.forCode(response.topics().iterator().next().errorCode());
        switch (error) {
            case NONE, TOPIC_ALREADY_EXISTS -> then.run();
            case REQUEST_TIMED_OUT, INVALID_REQUEST, POLICY_VIOLATION -> {}
            default -> throw new AssertionError(name + ": " + error);
        }
    }

    private void writePassing() {
        ByteBuffer batch = new BatchBuilder()
                .add(workload.nowMs(), null, new byte[] {1, 2, 3})
                .build();
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData topic = new TopicProduceData().setName("passing-" + passing);
        topic.partitionData().add(new PartitionProduceData().setIndex(0).setRecords(WireRecords.of(batch)));
        request.topicData().add(topic);
        workload.sendAsTenant(
                request,
                PRODUCE_VERSION,
                answer -> {
                    underWay = false;
                    passingWritten = true;
                },
                this::abandoned);
    }

    private void deletePassing() {
        String name = "passing-" + passing;
        DeleteTopicsRequestData request = new DeleteTopicsRequestData()
                .setTimeoutMs(30_000)
                .setTopics(List.of(new DeleteTopicState().setName(name)));
        workload.sendAsTenant(request, DELETE_VERSION, answer -> deleted(name, answer), this::abandoned);
    }

    private void deleted(String name, ApiMessage answer) {
        underWay = false;
        DeleteTopicsResponseData response = (DeleteTopicsResponseData) answer;
        Errors error = Errors.forCode(response.responses().iterator().next().errorCode());
        switch (error) {
            case NONE, UNKNOWN_TOPIC_OR_PARTITION -> {
                workload.promises().topicDeleted(name);
                passingMade = false;
                passingWritten = false;
                passing++;
            }
            case REQUEST_TIMED_OUT -> {}
            default -> throw new AssertionError(name + ": " + error);
        }
    }
}
