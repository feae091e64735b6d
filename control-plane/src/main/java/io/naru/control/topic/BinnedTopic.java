package io.naru.control.topic;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A topic as the cell last told of it, with what is known of its deletion.
///
/// @param binnedVersion which deletion can be taken back; null when it is not in the bin
/// @param binnedUntil when it is purged
/// @param binnedBytes what it takes, null until the cell has told
/// @param deletedAt when it was gone for good
@MappedEntity("topic_projection")
record BinnedTopic(
        @Id String topicId,
        String name,
        int partitions,
        @Nullable Long binnedVersion,
        @Nullable Instant binnedAt,
        @Nullable String binnedBy,
        @Nullable Instant binnedUntil,
        @Nullable Long binnedBytes,
        @Nullable Instant deletedAt) {

    boolean isBinned() {
        return binnedVersion != null && deletedAt == null;
    }
}
