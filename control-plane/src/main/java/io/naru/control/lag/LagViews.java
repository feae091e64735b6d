package io.naru.control.lag;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lags as the console gets them.
final class LagViews {
    private LagViews() {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Trend(
            String word,
            @Nullable Double minutesLeft,
            @Nullable Double secondsPerSecond,
            @Nullable String since) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record History(
            String clusterId,
            String groupId,
            String from,
            String to,
            int step,
            List<Long> times,
            List<@Nullable Long> messages,
            List<@Nullable Double> seconds,
            Trend trend) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Group(
            String groupId,
            String at,
            String messages,
            @Nullable Double seconds,
            List<@Nullable Double> hour,
            Trend trend) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Lagging(
            String clusterId,
            String groupId,
            String at,
            String messages,
            @Nullable Double seconds,
            Trend trend) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record LaggingList(List<Lagging> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record GroupList(List<Group> data) {}
}
