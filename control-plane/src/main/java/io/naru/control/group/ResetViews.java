package io.naru.control.group;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a reset of offsets changed, or would.
final class ResetViews {
    private ResetViews() {}

    /// Offsets are strings: a browser's numbers end at 2^53.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Partition(
            String topic,
            int partition,
            @Nullable String from,
            String to,
            String messagesReplayed,
            String messagesSkipped) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Result(
            String clusterId,
            String groupId,
            boolean dryRun,
            List<String> activeMembers,
            List<Partition> partitions,
            String messagesReplayed,
            String messagesSkipped,
            String command) {}
}
