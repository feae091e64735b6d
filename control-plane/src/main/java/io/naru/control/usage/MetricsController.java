package io.naru.control.usage;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

@Controller("/api/v1/clusters/{cluster_id}/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
class MetricsController {
    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(15);
    private static final int MOST_TOPICS = 50;
    private static final int LONGEST_STEP = 86_400;

    private final UsageSeries series;
    private final ClusterAccess access;

    MetricsController(UsageSeries series, ClusterAccess access) {
        this.series = series;
        this.access = access;
    }

    @Get
    UsageSeries.Metrics metrics(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.METRICS_READ);
        HttpParameters parameters = request.getParameters();
        Instant to = Times.parameter(parameters, "to", Instant.now());
        Instant from = Times.parameter(parameters, "from", to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw Refusal.parameter("from", "from must be before to.");
        }
        List<String> topics = parameters.getAll("topic");
        if (topics.size() > MOST_TOPICS) {
            throw Refusal.parameter("topic", "At most " + MOST_TOPICS + " topics can be asked for at once.");
        }
        boolean perTopic = parameters.getFirst("per").orElse("").equals("topic");
        return series.read(
                caller.tenant(), new UsageSeries.Question(lkc, from, to, step(parameters), topics, perTopic));
    }

    private static OptionalInt step(HttpParameters parameters) {
        String text = parameters.getFirst("step").orElse("");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int step = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (step < Slices.FINE_SECONDS || step > LONGEST_STEP || step % Slices.FINE_SECONDS != 0) {
            throw Refusal.parameter(
                    "step", "step must be a number of seconds from 5 to " + LONGEST_STEP + ", a multiple of 5.");
        }
        return OptionalInt.of(step);
    }
}
