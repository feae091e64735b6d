package io.naru.broker.partition;

import io.naru.broker.metadata.TopicImage;
import org.jspecify.annotations.Nullable;

/// What a topic's partitions are on this broker; the one place where system topics get their state machines and guards.
public interface PartitionKinds {
    PartitionSettings settings(TopicImage topic);

    @Nullable
    Resident resident(TopicImage topic, int partition);

    @Nullable
    AppendGuard guard(TopicImage topic);
}
