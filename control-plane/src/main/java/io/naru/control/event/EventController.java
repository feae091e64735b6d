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

@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class EventController {
    private final ClusterEvents events;
    private final ClusterAccess access;

    EventController(ClusterEvents events, ClusterAccess access) {
        this.events = events;
        this.access = access;
    }

    @Get("/clusters/{cluster_id}/events")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> ofCluster(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.METRICS_READ);
        return events.ofCluster(caller, lkc, after(request), follow(request));
    }

    @Get("/events")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> ofAll(Caller caller, HttpRequest<?> request) {
        return events.ofAll(caller, Right.METRICS_READ, after(request), follow(request));
    }

    /// A reader that comes back by itself says so in the header; it goes before the address.
    private static OptionalLong after(HttpRequest<?> request) {
        String after = request.getHeaders()
                .getFirst("Last-Event-ID")
                .or(() -> request.getParameters().getFirst("after"))
                .orElse("");
        if (!after.matches("[0-9]{0,18}")) {
            throw Refusal.parameter("after", "after must be the id of an event.");
        }
        return after.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(after));
    }

    private static boolean follow(HttpRequest<?> request) {
        return switch (request.getParameters().getFirst("follow").orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.parameter("follow", "follow must be true or false.");
        };
    }
}
