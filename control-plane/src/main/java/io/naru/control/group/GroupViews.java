package io.naru.control.group;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.http.KafkaMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Consumer groups as Kafka REST v3 shows them, and the console's own view of lag.
final class GroupViews {
    private GroupViews() {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Related(String related) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Group(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String consumerGroupId,
            boolean isSimple,
            String partitionAssignor,
            String state,
            int membersCount,
            Related consumers,
            Related lagSummary) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record GroupList(String kind, KafkaMetadata.ForList metadata, List<Group> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Consumer(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String consumerGroupId,
            String consumerId,
            @Nullable String instanceId,
            String clientId,
            String host,
            List<Assigned> partitions) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Assigned(String topicName, int partitionId) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ConsumerList(String kind, KafkaMetadata.ForList metadata, List<Consumer> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Assignment(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String consumerGroupId,
            String consumerId,
            String topicName,
            int partitionId) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record AssignmentList(String kind, KafkaMetadata.ForList metadata, List<Assignment> data) {}

    /// Numbers as Kafka REST has them.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Lag(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String consumerGroupId,
            String topicName,
            int partitionId,
            long currentOffset,
            long logEndOffset,
            long lag,
            @Nullable String consumerId,
            @Nullable String instanceId,
            @Nullable String clientId) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record LagList(String kind, KafkaMetadata.ForList metadata, List<Lag> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record LagSummary(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            String consumerGroupId,
            @Nullable String maxLagTopicName,
            @Nullable Integer maxLagPartitionId,
            @Nullable String maxLagConsumerId,
            @Nullable String maxLagClientId,
            long maxLag,
            long totalLag) {}

    /// The console's view: offsets as strings, and lag in time.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record GroupLag(
            String clusterId,
            String groupId,
            String state,
            String totalLag,
            @Nullable Double maxLagSeconds,
            String at,
            List<PartitionLag> partitions) {}

    /// A group that has committed for a topic; its partitions are those of the topic.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Reader(
            String groupId,
            String state,
            int membersCount,
            String totalLag,
            @Nullable Double maxLagSeconds,
            List<PartitionLag> partitions) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ReaderList(List<Reader> data, int notAsked) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record PartitionLag(
            String topic,
            int partition,
            String committedOffset,
            String endOffset,
            String lag,
            @Nullable Double lagSeconds,
            @Nullable String memberId,
            @Nullable String clientId,
            @Nullable String host) {}
}
