package io.naru.control.proxy;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.http.KafkaMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Clusters and brokers as Kafka REST v3 shows them.
final class KafkaClusterViews {
    private KafkaClusterViews() {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Related(String related) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Cluster(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            Related brokers,
            Related consumerGroups,
            Related topics) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ClusterList(String kind, KafkaMetadata.ForList metadata, List<Cluster> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Broker(
            String kind,
            KafkaMetadata metadata,
            String clusterId,
            int brokerId,
            String host,
            int port,
            @Nullable String rack) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record BrokerList(String kind, KafkaMetadata.ForList metadata, List<Broker> data) {}
}
