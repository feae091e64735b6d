package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.Partitions;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// One topic of a fetch, looked up inside the caller's logical cluster.
///
/// @param handles in the order of the request's partitions; null where this broker holds no such partition
record FetchTarget(
        FetchTopic asked, @Nullable TopicImage topic, Errors error, List<@Nullable PartitionHandle> handles) {
    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;

    static List<FetchTarget> resolve(
            FetchRequestData body, Request request, MetadataImage image, Partitions partitions) {
        List<FetchTarget> targets = new ArrayList<>(body.topics().size());
        for (FetchTopic asked : body.topics()) {
            targets.add(resolve(asked, request, image, partitions));
        }
        return targets;
    }

    private static FetchTarget resolve(FetchTopic asked, Request request, MetadataImage image, Partitions partitions) {
        boolean byId = request.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS;
        String cluster = request.principal().cluster();
        TopicImage topic =
                byId ? image.topic(cluster, WireUuid.fromKafka(asked.topicId())) : image.topic(cluster, asked.topic());
        Errors error = Errors.NONE;
        if (!request.rights().contains(Right.READ)) {
            error = Errors.TOPIC_AUTHORIZATION_FAILED;
        } else if (topic == null) {
            error = byId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        List<@Nullable PartitionHandle> handles =
                new ArrayList<>(asked.partitions().size());
        for (FetchPartition partition : asked.partitions()) {
            handles.add(topic == null ? null : partitions.find(topic.id(), partition.partition()));
        }
        return new FetchTarget(asked, topic, error, handles);
    }

    Errors errorOf(int index) {
        if (error == Errors.NONE && topic != null && handles.get(index) == null) {
            int partition = asked.partitions().get(index).partition();
            return partition >= 0 && partition < topic.partitionCount()
                    ? Errors.NOT_LEADER_OR_FOLLOWER
                    : Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        return error;
    }
}
