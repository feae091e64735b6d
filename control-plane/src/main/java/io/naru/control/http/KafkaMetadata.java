package io.naru.control.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// The `metadata` of Kafka REST's objects and lists.
@Serdeable(naming = SnakeCaseStrategy.class)
public record KafkaMetadata(String self, String resourceName) {
    /// Left out on the last page: `next`.
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record ForList(String self, @Nullable String next) {}
}
