package io.naru.control.topic;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.http.KafkaMetadata;
import io.naru.control.http.PublicUrls;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/// Topics as Kafka REST v3 shows them.
@Singleton
class TopicViews {
    private final PublicUrls urls;

    TopicViews(PublicUrls urls) {
        this.urls = urls;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Related(String related) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Topic(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String topicName,
            String topicId,
            boolean isInternal,
            int replicationFactor,
            int partitionsCount,
            Related partitions,
            Related configs) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record TopicList(String kind, KafkaMetadata.ForList metadata, List<Topic> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Config(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String topicName,
            String name,
            String value,
            boolean isDefault,
            boolean isReadOnly,
            boolean isSensitive,
            String source) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ConfigList(String kind, KafkaMetadata.ForList metadata, List<Config> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Partition(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String topicName,
            int partitionId,
            @Nullable Integer leaderId,
            int replicasCount,
            int inSyncReplicasCount,
            String earliestOffset,
            String latestOffset) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record PartitionList(String kind, KafkaMetadata.ForList metadata, List<Partition> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Replica(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String topicName,
            int partitionId,
            int brokerId,
            boolean isLeader,
            boolean isInSync) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ReplicaList(String kind, KafkaMetadata.ForList metadata, List<Replica> data) {}

    ReplicaList replicas(String lkc, String topic, TopicPartitionInfo info) {
        String self = self(lkc, topic) + "/partitions/" + info.partition() + "/replicas";
        Node leader = info.leader();
        List<Replica> replicas = info.replicas().stream()
                .map(node -> new Replica(
                        "KafkaReplica",
                        new KafkaMetadata(
                                self + "/" + node.id(),
                                "crn:///kafka=" + lkc + "/topic=" + topic + "/partition=" + info.partition()
                                        + "/replica=" + node.id()),
                        lkc,
                        topic,
                        info.partition(),
                        node.id(),
                        leader != null && leader.id() == node.id(),
                        info.isr().contains(node)))
                .toList();
        return new ReplicaList("KafkaReplicaList", new KafkaMetadata.ForList(self, null), replicas);
    }

    Topic topic(String lkc, TopicDescription topic) {
        String self = self(lkc, topic.name());
        return new Topic(
                "KafkaTopic",
                new KafkaMetadata(self, "crn:///kafka=" + lkc + "/topic=" + topic.name()),
                lkc,
                topic.name(),
                topic.topicId().toString(),
                topic.isInternal(),
                topic.partitions().isEmpty()
                        ? 0
                        : topic.partitions().getFirst().replicas().size(),
                topic.partitions().size(),
                new Related(self + "/partitions"),
                new Related(self + "/configs"));
    }

    ConfigList configs(String lkc, String topic, Collection<ConfigEntry> entries) {
        String self = self(lkc, topic) + "/configs";
        return configs(self, rows(lkc, topic, self, entries));
    }

    ConfigList defaultConfigs(String lkc, String topic, Collection<ConfigEntry> entries) {
        String self = self(lkc, topic) + "/default-configs";
        return configs(self, rows(lkc, topic, self, entries));
    }

    ConfigList configsOfAll(String lkc, Map<String, Collection<ConfigEntry>> topics) {
        return configs(
                self(lkc, "-") + "/configs",
                topics.entrySet().stream()
                        .flatMap(topic ->
                                rows(lkc, topic.getKey(), self(lkc, topic.getKey()) + "/configs", topic.getValue())
                                        .stream())
                        .toList());
    }

    private static ConfigList configs(String self, List<Config> rows) {
        return new ConfigList("KafkaTopicConfigList", new KafkaMetadata.ForList(self, null), rows);
    }

    private static List<Config> rows(String lkc, String topic, String self, Collection<ConfigEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(ConfigEntry::name))
                .map(entry -> new Config(
                        "KafkaTopicConfig",
                        new KafkaMetadata(
                                self + "/" + entry.name(),
                                "crn:///kafka=" + lkc + "/topic=" + topic + "/config=" + entry.name()),
                        lkc,
                        topic,
                        entry.name(),
                        Optional.ofNullable(entry.value()).orElse(""),
                        entry.isDefault(),
                        entry.isReadOnly(),
                        entry.isSensitive(),
                        entry.source().name()))
                .toList();
    }

    PartitionList partitions(String lkc, TopicDescription topic, Topics.Offsets offsets) {
        String self = self(lkc, topic.name()) + "/partitions";
        List<Partition> partitions = topic.partitions().stream()
                .map(info -> partition(lkc, topic.name(), info, offsets, self))
                .toList();
        return new PartitionList("KafkaPartitionList", new KafkaMetadata.ForList(self, null), partitions);
    }

    private static Partition partition(
            String lkc, String topic, TopicPartitionInfo info, Topics.Offsets offsets, String self) {
        TopicPartition id = new TopicPartition(topic, info.partition());
        return new Partition(
                "KafkaPartition",
                new KafkaMetadata(
                        self + "/" + info.partition(),
                        "crn:///kafka=" + lkc + "/topic=" + topic + "/partition=" + info.partition()),
                lkc,
                topic,
                info.partition(),
                Optional.ofNullable(info.leader()).map(Node::id).orElse(null),
                info.replicas().size(),
                info.isr().size(),
                Long.toString(offsets.earliest().getOrDefault(id, 0L)),
                Long.toString(offsets.latest().getOrDefault(id, 0L)));
    }

    private String self(String lkc, String topic) {
        return urls.at("/kafka/v3/clusters/" + lkc + "/topics/" + topic);
    }
}
