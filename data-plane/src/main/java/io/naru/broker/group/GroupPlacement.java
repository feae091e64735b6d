package io.naru.broker.group;

import io.naru.broker.group.model.GroupKey;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionId;
import io.naru.broker.tenancy.Principal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which partition of `__consumer_offsets` keeps a group: a hash of its logical cluster and its name. The same for as
/// long as the topic has as many partitions, which never change.
public final class GroupPlacement {
    /// The topic of the cell in which groups are kept.
    public static final String TOPIC = "__consumer_offsets";

    private final Metadata metadata;

    public GroupPlacement(Metadata metadata) {
        this.metadata = metadata;
    }

    /// The group's partition; null while the cell has none.
    public @Nullable PartitionId partitionOf(GroupKey group) {
        TopicImage topic = topic();
        return topic == null ? null : new PartitionId(topic.id(), index(group, topic.partitionCount()));
    }

    /// The broker that coordinates the group; null while there is none.
    @Nullable
    Integer brokerOf(GroupKey group) {
        TopicImage topic = topic();
        if (topic == null) {
            return null;
        }
        PartitionImage partition = topic.partitions().get(index(group, topic.partitionCount()));
        return partition.leader() < 0 ? null : partition.leader();
    }

    /// All partitions that keep groups.
    List<PartitionId> all() {
        TopicImage topic = topic();
        return topic == null
                ? List.of()
                : IntStream.range(0, topic.partitionCount())
                        .mapToObj(index -> new PartitionId(topic.id(), index))
                        .toList();
    }

    private @Nullable TopicImage topic() {
        return metadata.image().topic(Principal.SYSTEM_CLUSTER, TOPIC);
    }

    /// Written into where records lie: it must never change.
    private static int index(GroupKey group, int partitions) {
        int hash = 31 * group.cluster().hashCode() + group.group().hashCode();
        hash ^= hash >>> 16;
        hash *= 0x7feb352d;
        hash ^= hash >>> 15;
        return Math.floorMod(hash, partitions);
    }
}
