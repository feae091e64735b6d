package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import java.util.UUID;

/// What is known to be gone for good, in case nobody was there to hear of its end. Never concluded from something
/// being absent: an image may be young or lost.
final class Graveyard {
    private final Metadata metadata;

    Graveyard(Metadata metadata) {
        this.metadata = metadata;
    }

    /// Another topic bears the name; ids are never used again.
    boolean isDead(String cluster, OffsetKey key, StoredOffset offset) {
        TopicImage topic = metadata.image().topic(cluster, key.topic());
        return topic != null && !topic.id().equals(offset.topicId());
    }

    /// Neither among the topics nor in the bin.
    boolean isLost(UUID topicId) {
        MetadataImage image = metadata.image();
        return !image.topicsById().containsKey(topicId) && !image.bin().byId().containsKey(topicId);
    }

    boolean isPurged(String cluster) {
        return switch (metadata.image().clusters().get(cluster)) {
            case ClusterState.Purging purging -> true;
            case ClusterState.Purged purged -> true;
            case ClusterState.Active active -> false;
            case ClusterState.Deleting deleting -> false;
            case null -> false;
        };
    }
}
