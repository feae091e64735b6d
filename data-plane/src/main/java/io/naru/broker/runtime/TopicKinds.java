package io.naru.broker.runtime;

import io.naru.broker.controller.SystemTopics;
import io.naru.broker.log.LogSettings;
import io.naru.broker.log.LogSettings.CleanupPolicy;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.AppendGuard;
import io.naru.broker.partition.PartitionKinds;
import io.naru.broker.partition.PartitionSettings;
import io.naru.broker.partition.Resident;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.topic.TopicConfigs;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns a topic's configuration into its partitions' settings, and gives system topics what belongs to them.
final class TopicKinds implements PartitionKinds {
    private final int internalSegmentBytes;
    private final Supplier<Resident> groupCoordinator;
    private final Supplier<AppendGuard> desiredGuard;

    /// @param internalSegmentBytes the size of a segment of the cell's own topics
    TopicKinds(int internalSegmentBytes, Supplier<Resident> groupCoordinator, Supplier<AppendGuard> desiredGuard) {
        this.internalSegmentBytes = internalSegmentBytes;
        this.groupCoordinator = groupCoordinator;
        this.desiredGuard = desiredGuard;
    }

    @Override
    public PartitionSettings settings(TopicImage topic) {
        CleanupPolicy policy = policy(TopicConfigs.CLEANUP_POLICY.listOf(topic));
        LogSettings log = new LogSettings(
                topic.internal() ? internalSegmentBytes : TopicConfigs.SEGMENT_BYTES.intOf(topic),
                TopicConfigs.SEGMENT_MS.longOf(topic),
                TopicConfigs.INDEX_INTERVAL_BYTES.intOf(topic),
                TopicConfigs.RETENTION_MS.longOf(topic),
                TopicConfigs.RETENTION_BYTES.longOf(topic),
                policy,
                TopicConfigs.DELETE_RETENTION_MS.longOf(topic),
                TopicConfigs.MIN_CLEANABLE_DIRTY_RATIO.doubleOf(topic));
        return new PartitionSettings(
                log,
                TopicConfigs.FLUSH_MESSAGES.longOf(topic) == 1,
                TopicConfigs.MESSAGE_TIMESTAMP_TYPE.of(topic).equals("LogAppendTime"),
                TopicConfigs.MAX_MESSAGE_BYTES.intOf(topic),
                TopicConfigs.MESSAGE_TIMESTAMP_BEFORE_MAX_MS.longOf(topic),
                TopicConfigs.MESSAGE_TIMESTAMP_AFTER_MAX_MS.longOf(topic),
                policy.compacts());
    }

    private static CleanupPolicy policy(List<String> policies) {
        if (!policies.contains("compact")) {
            return CleanupPolicy.DELETE;
        }
        return policies.contains("delete") ? CleanupPolicy.COMPACT_AND_DELETE : CleanupPolicy.COMPACT;
    }

    @Override
    public @Nullable Resident resident(TopicImage topic, int partition) {
        return isSystem(topic, SystemTopics.CONSUMER_OFFSETS) ? groupCoordinator.get() : null;
    }

    @Override
    public @Nullable AppendGuard guard(TopicImage topic) {
        return isSystem(topic, SystemTopics.DESIRED) ? desiredGuard.get() : null;
    }

    private static boolean isSystem(TopicImage topic, String name) {
        return topic.cluster().equals(Principal.SYSTEM_CLUSTER) && topic.name().equals(name);
    }
}
