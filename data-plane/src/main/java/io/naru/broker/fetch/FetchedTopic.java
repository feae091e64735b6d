package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// A topic of a fetch, looked up inside the caller's logical cluster.
///
/// @param key its id or its name, as the request says it
/// @param error why nothing of it is read, or NONE
record FetchedTopic(Object key, @Nullable TopicImage image, Errors error) {
    static FetchedTopic find(Object key, Request request, MetadataImage image) {
        String cluster = request.principal().cluster();
        TopicImage topic = switch (key) {
            case Uuid id -> image.topic(cluster, WireUuid.fromKafka(id));
            default -> image.topic(cluster, (String) key);
        };
        Errors error = Errors.NONE;
        if (!request.rights().contains(Right.READ)) {
            error = Errors.TOPIC_AUTHORIZATION_FAILED;
        } else if (topic == null) {
            error = key instanceof Uuid ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        return new FetchedTopic(key, topic, error);
    }

    /// Why a partition that this broker does not hold can't be read.
    Errors errorOfAbsent(int partition) {
        if (error != Errors.NONE || image == null) {
            return error;
        }
        return partition >= 0 && partition < image.partitionCount()
                ? Errors.NOT_LEADER_OR_FOLLOWER
                : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }
}
