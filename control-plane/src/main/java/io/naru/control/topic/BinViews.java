package io.naru.control.topic;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.http.Times;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bin as it is shown.
final class BinViews {
    private BinViews() {}

    /// @param sizeBytes null until the cell has told
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Topic(
            String topicId,
            String name,
            int partitionsCount,
            @Nullable String sizeBytes,
            @Nullable String deletedBy,
            @Nullable String deletedAt,
            @Nullable String purgedAt) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Bin(List<Topic> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Restored(String clusterId, String topicId, String topicName) {}

    static Bin bin(List<BinnedTopic> topics) {
        return new Bin(topics.stream()
                .map(topic -> new Topic(
                        topic.topicId(),
                        topic.name(),
                        topic.partitions(),
                        Optional.ofNullable(topic.binnedBytes())
                                .map(String::valueOf)
                                .orElse(null),
                        topic.binnedBy(),
                        Times.textOrNull(topic.binnedAt()),
                        Times.textOrNull(topic.binnedUntil())))
                .toList());
    }

    static Restored restored(String lkc, BinnedTopic topic) {
        return new Restored(lkc, topic.topicId(), topic.name());
    }
}
