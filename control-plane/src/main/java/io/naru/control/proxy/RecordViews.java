package io.naru.control.proxy;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results of producing, as Kafka REST v3 has them.
final class RecordViews {
    private RecordViews() {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Part(String type, int size) {}

    /// Left out in a batch: `errorCode`, which is 200.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Written(
            @Nullable Integer errorCode,
            @Nullable String id,
            String clusterId,
            String topicName,
            int partitionId,
            long offset,
            String timestamp,
            @Nullable Part key,
            @Nullable Part value) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Failed(@Nullable String id, int errorCode, String message) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Batch(List<Written> successes, List<Failed> failures) {}
}
