package io.naru.control.redrive;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is told of a redrive. Counts are strings: they may be more than JavaScript's numbers hold.
final class RedriveViews {
    private RedriveViews() {}

    /// A topic that messages would go to.
    ///
    /// @param partitions null when there is no such topic
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Target(String topic, boolean exists, @Nullable Integer partitions, String messages) {}

    /// @param complete whether all of the part was looked at
    /// @param otherMessages those that go to topics that are not in the list any more
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Plan(
            boolean complete,
            String seen,
            String matched,
            String bytes,
            String withoutOrigin,
            String tooOften,
            String remaining,
            String positions,
            String ends,
            List<Target> targets,
            String otherMessages) {}

    /// What became of one message: written, or why not.
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Result(
            int partition,
            String offset,
            String targetTopic,
            @Nullable Integer targetPartition,
            @Nullable String targetOffset,
            @Nullable String error) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Progress(
            String redriveId,
            String seen,
            String matched,
            String sent,
            String failed,
            String withoutOrigin,
            String tooOften,
            String remaining,
            String positions,
            List<Result> results) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record End(String redriveId, String reason, String sent, String failed, String positions) {}
}
