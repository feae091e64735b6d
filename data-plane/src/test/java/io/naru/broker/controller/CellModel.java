package io.naru.broker.controller;

import io.naru.broker.controller.Command.ConfigChange;
import io.naru.broker.controller.Command.SetClusterState.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// The cell's metadata once more, written as plainly as can be: what a command does, on mutable maps.
final class CellModel {
    record Topic(UUID id, int partitions, Map<String, String> configs) {}

    /// @param version of the image that put it there
    record Binned(String cluster, String name, Topic topic, long version, long untilMs) {
        boolean is(String otherCluster, UUID id, long otherVersion) {
            return cluster.equals(otherCluster) && topic.id.equals(id) && version == otherVersion;
        }
    }

    final Map<String, Map<String, Topic>> topics = new TreeMap<>();
    final Map<String, String> clusters = new TreeMap<>();
    final Set<Integer> brokers = new TreeSet<>();
    final List<Binned> binned = new ArrayList<>();
    long producerIds;
    int featureLevel = 1;
    private long version;
    private final Map<String, Long> deletingSince = new HashMap<>();

    /// @param version of the image after the command
    void take(Command command, long nowMs, long version) {
        this.version = version;
        switch (command) {
            case Command.RegisterBroker register ->
                brokers.add(register.broker().id());
            case Command.CreateTopic create -> create(create);
            case Command.DeleteTopic delete -> {
                Topic topic = find(delete.cluster(), delete.topic());
                if (topic != null && !"true".equals(topic.configs.get("naru.deletion.protection"))) {
                    topics.get(delete.cluster()).values().remove(topic);
                }
            }
            case Command.CreatePartitions create -> grow(create);
            case Command.ChangeTopicConfigs change -> configure(change);
            case Command.AllocateProducerIds allocate -> producerIds += allocate.count();
            case Command.SetClusterState set -> {
                String present = clusters.getOrDefault(set.cluster(), "");
                if (set.wanted() instanceof Wanted.Active && !present.startsWith("purg")) {
                    clusters.put(set.cluster(), "active");
                } else if (set.wanted() instanceof Wanted.Deleting && (present.isEmpty() || present.equals("active"))) {
                    clusters.put(set.cluster(), "deleting");
                    deletingSince.put(set.cluster(), nowMs);
                }
            }
            case Command.PurgeCluster purge -> {
                if ("deleting".equals(clusters.get(purge.cluster()))
                        && nowMs - deletingSince.get(purge.cluster()) >= purge.graceMs()) {
                    clusters.put(purge.cluster(), "purging");
                    topics.remove(purge.cluster());
                    binned.removeIf(each -> each.cluster.equals(purge.cluster()));
                }
            }
            case Command.ConfirmPurge confirm -> clusters.replace(confirm.cluster(), "purging", "purged");
            case Command.RaiseFeatureLevel raise -> featureLevel = Math.max(featureLevel, raise.level());
            case Command.BinTopic bin -> bin(bin, nowMs);
            case Command.RestoreTopic restore -> restore(restore);
            case Command.PurgeBinnedTopic purge ->
                binned.removeIf(each -> each.is(purge.cluster(), purge.topic(), purge.binnedVersion()));
            case Command.ExpireBin expire ->
                binned.removeIf(each -> each.cluster.equals(expire.cluster()) && each.untilMs <= nowMs);
        }
        topics.values().removeIf(Map::isEmpty);
    }

    private void bin(Command.BinTopic bin, long nowMs) {
        Topic topic = find(bin.cluster(), bin.topic());
        if (featureLevel < 2 || topic == null || "true".equals(topic.configs.get("naru.deletion.protection"))) {
            return;
        }
        String name = topics.get(bin.cluster()).entrySet().stream()
                .filter(each -> each.getValue().equals(topic))
                .findFirst()
                .orElseThrow()
                .getKey();
        topics.get(bin.cluster()).remove(name);
        binned.add(new Binned(bin.cluster(), name, topic, version, nowMs + bin.graceMs()));
        while (binned.stream()
                        .filter(each -> each.cluster.equals(bin.cluster()))
                        .count()
                > bin.mostBinned()) {
            binned.remove(binned.stream()
                    .filter(each -> each.cluster.equals(bin.cluster()))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private void restore(Command.RestoreTopic restore) {
        binned.stream()
                .filter(each -> each.is(restore.cluster(), restore.topic(), restore.binnedVersion()))
                .filter(each -> !topics.getOrDefault(each.cluster, Map.of()).containsKey(restore.name()))
                .filter(each -> fits(each.cluster, 1, each.topic.partitions, restore.limits()))
                .findFirst()
                .ifPresent(each -> {
                    binned.remove(each);
                    topics.computeIfAbsent(each.cluster, _ -> new TreeMap<>()).put(restore.name(), each.topic);
                });
    }

    private void create(Command.CreateTopic create) {
        Map<String, Topic> own = topics.computeIfAbsent(create.cluster(), _ -> new TreeMap<>());
        boolean idTaken = topics.values().stream()
                        .flatMap(cluster -> cluster.values().stream())
                        .anyMatch(topic -> topic.id.equals(create.id()))
                || binned.stream().anyMatch(each -> each.topic.id.equals(create.id()));
        if (!own.containsKey(create.name())
                && !idTaken
                && fits(create.cluster(), 1, create.layout().partitions(), create.limits())
                && placeable(create.layout())) {
            own.put(create.name(), new Topic(create.id(), create.layout().partitions(), create.configs()));
        }
    }

    private void grow(Command.CreatePartitions create) {
        Topic topic = find(create.cluster(), create.topic());
        if (topic != null
                && create.layout().partitions() > topic.partitions
                && fits(create.cluster(), 0, create.layout().partitions() - topic.partitions, create.limits())) {
            replace(create.cluster(), new Topic(topic.id, create.layout().partitions(), topic.configs));
        }
    }

    private void configure(Command.ChangeTopicConfigs change) {
        Topic topic = find(change.cluster(), change.topic());
        if (topic == null) {
            return;
        }
        Map<String, String> configs = new HashMap<>(topic.configs);
        for (ConfigChange step : change.changes()) {
            switch (step) {
                case ConfigChange.Set set -> configs.put(set.name(), set.value());
                case ConfigChange.Delete delete -> configs.remove(delete.name());
                case ConfigChange.Append append -> {
                    List<String> values = list(configs, append.name(), append.base());
                    append.values().forEach(value -> {
                        if (!values.contains(value)) {
                            values.add(value);
                        }
                    });
                    configs.put(append.name(), String.join(",", values));
                }
                case ConfigChange.Subtract subtract -> {
                    List<String> values = list(configs, subtract.name(), subtract.base());
                    values.removeAll(subtract.values());
                    if (values.isEmpty()) {
                        return;
                    }
                    configs.put(subtract.name(), String.join(",", values));
                }
            }
        }
        replace(change.cluster(), new Topic(topic.id, topic.partitions, configs));
    }

    private static List<String> list(Map<String, String> configs, String name, List<String> base) {
        return new ArrayList<>(
                configs.containsKey(name) ? Arrays.asList(configs.get(name).split(",")) : base);
    }

    private boolean fits(String cluster, int newTopics, int newPartitions, Command.Limits limits) {
        Map<String, Topic> own = topics.getOrDefault(cluster, Map.of());
        int partitions = own.values().stream().mapToInt(Topic::partitions).sum();
        return Set.of("", "active").contains(clusters.getOrDefault(cluster, ""))
                && (newTopics == 0 || own.size() + newTopics <= limits.topics())
                && partitions + newPartitions <= limits.partitions();
    }

    private boolean placeable(Command.Layout layout) {
        return layout.assignment().isEmpty()
                ? !brokers.isEmpty()
                : layout.assignment().stream().allMatch(brokers::containsAll);
    }

    private Topic find(String cluster, UUID id) {
        return topics.getOrDefault(cluster, Map.of()).values().stream()
                .filter(topic -> topic.id.equals(id))
                .findFirst()
                .orElse(null);
    }

    private void replace(String cluster, Topic topic) {
        topics.get(cluster).replaceAll((_, present) -> present.id.equals(topic.id) ? topic : present);
    }
}
