package io.naru.control.lag;

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

@Controller("/api/v1/clusters/{cluster_id}")
@ExecuteOn(TaskExecutors.BLOCKING)
class LagHistoryController {
    private static final int MOST_GROUPS = 100;
    private static final Duration USUAL_RANGE = Duration.ofHours(6);
    private static final int LONGEST_STEP = 86_400;

    private final LagHistory history;
    private final ClusterAccess access;

    LagHistoryController(LagHistory history, ClusterAccess access) {
        this.history = history;
        this.access = access;
    }

    @Get("/groups/{group_id}/lag:history")
    LagViews.History history(
            Caller caller,
            HttpRequest<?> request,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("group_id") String group) {
        access.enter(caller, lkc, Right.GROUPS_READ);
        Instant to = Times.parameter(request.getParameters(), "to", Instant.now());
        Instant from = Times.parameter(request.getParameters(), "from", to.minus(USUAL_RANGE));
        if (!from.isBefore(to) || Duration.between(from, to).toDays() > 366) {
            throw Refusal.parameter("from", "from must be before to, by a year at most.");
        }
        return history.history(caller.tenant(), lkc, group, from, to, step(request));
    }

    @Get("/groups:lag")
    LagViews.GroupList groups(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.GROUPS_READ);
        List<String> groups = request.getParameters().getAll("group");
        if (groups.isEmpty() || groups.size() > MOST_GROUPS) {
            throw Refusal.parameter("group", "group must be given 1 to " + MOST_GROUPS + " times.");
        }
        return history.groups(caller.tenant(), lkc, groups);
    }

    private static OptionalInt step(HttpRequest<?> request) {
        String text = request.getParameters().getFirst("step").orElse("");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int step = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (step < 60 || step > LONGEST_STEP || step % 60 != 0) {
            throw Refusal.parameter(
                    "step", "step must be a number of seconds from 60 to " + LONGEST_STEP + ", a multiple of 60.");
        }
        return OptionalInt.of(step);
    }
}
