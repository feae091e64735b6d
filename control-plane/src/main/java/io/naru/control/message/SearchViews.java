package io.naru.control.message;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is said about a search without reading messages.
final class SearchViews {
    private SearchViews() {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Problem(int line, int column, String message) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record KeyPartition(String key, int partition, int partitions) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record FilterCheck(
            boolean valid,
            List<Problem> problems,
            List<String> names,
            @Nullable KeyPartition keyPartition) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record PartitionRange(int partition, String from, String to) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Estimate(
            String messages,
            @Nullable String bytes,
            @Nullable Double seconds,
            String bytesPerSecond,
            List<PartitionRange> partitions) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Slice(String at, String count) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Timeline(String from, String to, boolean about, List<Slice> slices) {}
}
