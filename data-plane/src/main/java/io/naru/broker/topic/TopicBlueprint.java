package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.TopicIds;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// From what a request asks for to a command that says it all, or to a refusal.
final class TopicBlueprint {
    private static final int UNSAID = -1;

    private final TopicRules rules;
    private final RandomGenerator random;

    TopicBlueprint(TopicRules rules, RandomGenerator random) {
        this.rules = rules;
        this.random = random;
    }

    /// A checked topic, or why there cannot be one.
    sealed interface Plan {
        record Ready(Command.CreateTopic command) implements Plan {}

        record Refused(Answer answer) implements Plan {}
    }

    Plan plan(Request request, CreatableTopic topic) {
        Answer refusal = refuseName(request, topic.name());
        if (refusal == null) {
            refusal = refuseNumbers(request, topic);
        }
        Map<String, String> configs = new HashMap<>();
        if (refusal == null) {
            refusal = collect(request, topic, configs);
        }
        if (refusal != null) {
            return new Plan.Refused(refusal);
        }
        Command.Layout layout = layout(request, topic);
        return layout == null
                ? new Plan.Refused(new Answer(
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "The assignment must name each partition once, from 0 on without a gap."))
                : new Plan.Ready(new Command.CreateTopic(
                        request.principal().cluster(),
                        topic.name(),
                        TopicIds.next(random),
                        layout,
                        configs,
                        request.principal().name(),
                        rules.limits()));
    }

    private static @Nullable Answer refuseName(Request request, String name) {
        String refused = TopicNames.refuse(name);
        if (refused == null
                && TopicNames.isReserved(name)
                && !request.principal().isSystem()) {
            refused = "Topic name '" + name + "' is kept for the service itself; choose another.";
        }
        return refused == null ? null : new Answer(Errors.INVALID_TOPIC_EXCEPTION, refused);
    }

    private static @Nullable Answer refuseNumbers(Request request, CreatableTopic topic) {
        int partitions = topic.numPartitions();
        short replicas = topic.replicationFactor();
        if (!topic.assignments().isEmpty()) {
            return partitions == UNSAID && replicas == UNSAID
                    ? null
                    : new Answer(
                            Errors.INVALID_REQUEST,
                            "With an assignment by hand, the number of partitions and the replication factor must be "
                                    + "-1.");
        }
        if (partitions != UNSAID && partitions <= 0) {
            return new Answer(
                    Errors.INVALID_PARTITIONS,
                    "Number of partitions was set to an invalid non-positive value: " + partitions + ".");
        }
        boolean known = replicas == UNSAID || replicas == 1 || replicas == TopicRules.DEFAULT_REPLICATION_FACTOR;
        if (!known && (replicas <= 0 || request.connection().listener() != Listener.TEST)) {
            return new Answer(
                    Errors.INVALID_REPLICATION_FACTOR,
                    "Replication factor " + replicas + " is not offered; use 3, 1, or -1 for the default of "
                            + TopicRules.DEFAULT_REPLICATION_FACTOR + ".");
        }
        return null;
    }

    private static @Nullable Answer collect(Request request, CreatableTopic topic, Map<String, String> configs) {
        for (CreatableTopicConfig config : topic.configs()) {
            Answer refused = ConfigRules.refuse(request.principal(), config.name(), config.value());
            if (refused != null) {
                return refused;
            }
            configs.put(config.name(), config.value());
        }
        return ConfigRules.refuseTogether(configs);
    }

    /// Null if an assignment by hand has gaps.
    private Command.@Nullable Layout layout(Request request, CreatableTopic topic) {
        if (topic.assignments().isEmpty()) {
            return Command.Layout.of(
                    topic.numPartitions() == UNSAID
                            ? rules.defaultPartitions(request.connection().listener())
                            : topic.numPartitions(),
                    topic.replicationFactor() == UNSAID
                            ? TopicRules.DEFAULT_REPLICATION_FACTOR
                            : topic.replicationFactor());
        }
        Map<Integer, List<Integer>> byPartition = new TreeMap<>();
        for (CreatableReplicaAssignment assignment : topic.assignments()) {
            byPartition.put(assignment.partitionIndex(), assignment.brokerIds());
        }
        int partition = 0;
        for (int index : byPartition.keySet()) {
            if (index != partition++) {
                return null;
            }
        }
        return partition == topic.assignments().size()
                ? new Command.Layout(partition, (short) UNSAID, new ArrayList<>(byPartition.values()))
                : null;
    }
}
