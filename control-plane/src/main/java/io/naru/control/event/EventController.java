package io.naru.control.event;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.Refusal;
import java.util.OptionalLong;
import org.reactivestreams.Publisher;

@Controller("/api/v1/clusters/{cluster_id}/events")
@ExecuteOn(TaskExecutors.BLOCKING)
class EventController {
    private final ClusterEvents events;
    private final ClusterAccess access;

    EventController(ClusterEvents events, ClusterAccess access) {
        this.events = events;
        this.access = access;
    }

    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> stream(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.METRICS_READ);
        String after = request.getHeaders()
                .getFirst("Last-Event-ID")
                .or(() -> request.getParameters().getFirst("after"))
                .orElse("");
        if (!after.matches("[0-9]{0,18}")) {
            throw Refusal.parameter("after", "after must be the id of an event.");
        }
        boolean follow = follow(request.getParameters().getFirst("follow").orElse("true"));
        return events.stream(
                caller.tenant(),
                caller.principal(),
                lkc,
                after.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(after)),
                follow);
    }

    private static boolean follow(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.parameter("follow", "follow must be true or false.");
        };
    }
}
