package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// A partition that somebody asks about, or why he gets no answer.
sealed interface Described {
    record Found(PartitionView view) implements Described {}

    record Refused(Errors error) implements Described {}

    /// Looks a partition up for a caller who needs to describe it and may believe in a leader epoch.
    static Described find(
            Request request, @Nullable TopicImage topic, int partition, int currentLeaderEpoch, Partitions partitions) {
        if (!request.rights().contains(Right.DESCRIBE)) {
            return new Refused(Errors.TOPIC_AUTHORIZATION_FAILED);
        }
        if (topic == null || partition < 0 || partition >= topic.partitionCount()) {
            return new Refused(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        PartitionHandle handle = partitions.find(topic.id(), partition);
        PartitionView view = handle == null ? null : handle.view();
        if (view == null) {
            return new Refused(Errors.NOT_LEADER_OR_FOLLOWER);
        }
        Errors epoch = LeaderEpochs.check(currentLeaderEpoch, view);
        return epoch == Errors.NONE ? new Found(view) : new Refused(epoch);
    }
}
