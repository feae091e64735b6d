package io.naru.broker.controller;

import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.tenancy.Principal;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The topics the cell keeps for itself, in the logical cluster `system`.
public final class SystemTopics {
    /// What the control plane wants: logical clusters, keys, roles. Compacted, key `kind/id`.
    public static final String DESIRED = "__naru_desired";

    /// What the cell changed. Key `lkc/kind/id`.
    public static final String EVENTS = "__naru_events";

    /// Usage and health.
    public static final String METRICS = "__naru_metrics";

    /// Groups and their offsets, of all logical clusters.
    public static final String CONSUMER_OFFSETS = "__consumer_offsets";

    public static final int CONSUMER_OFFSETS_PARTITIONS = 8;
    private static final int REPLICATION_FACTOR = 3;
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");
    private static final Map<String, String> KEPT_A_WEEK =
            Map.of("cleanup.policy", "delete", "retention.ms", "604800000");

    private SystemTopics() {}

    /// The commands that make those that are missing. To be submitted once a broker has registered;
    /// another broker doing the same at the same time ends in [CommandResult.Refusal#TOPIC_EXISTS],
    /// which is as good.
    public static List<Command> missing(MetadataImage image, RandomGenerator random) {
        return List.of(
                        topic(DESIRED, 1, COMPACTED, random),
                        topic(EVENTS, 1, KEPT_A_WEEK, random),
                        topic(METRICS, 1, KEPT_A_WEEK, random),
                        topic(CONSUMER_OFFSETS, CONSUMER_OFFSETS_PARTITIONS, COMPACTED, random))
                .stream()
                .filter(topic -> image.topic(Principal.SYSTEM_CLUSTER, topic.name()) == null)
                .map(Command.class::cast)
                .toList();
    }

    private static Command.CreateTopic topic(
            String name, int partitions, Map<String, String> configs, RandomGenerator random) {
        return new Command.CreateTopic(
                Principal.SYSTEM_CLUSTER,
                name,
                TopicIds.next(random),
                Command.Layout.of(partitions, REPLICATION_FACTOR),
                configs,
                Principal.CELL.name(),
                Command.Limits.NONE);
    }
}
