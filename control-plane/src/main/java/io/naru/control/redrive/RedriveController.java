package io.naru.control.redrive;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Unaudited;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.JsonInput;
import io.naru.control.http.RequestIds;
import org.reactivestreams.Publisher;

@Controller("/api/v1/clusters/{cluster_id}/topics/{topic_name}")
@ExecuteOn(TaskExecutors.BLOCKING)
class RedriveController {
    private final RedrivePlans plans;
    private final Redrives redrives;
    private final ClusterAccess access;

    RedriveController(RedrivePlans plans, Redrives redrives, ClusterAccess access) {
        this.plans = plans;
        this.redrives = redrives;
        this.access = access;
    }

    @Post("/redrive:plan")
    @Unaudited("Only looks at what would be done.")
    HttpResponse<RedriveViews.Plan> plan(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @Body JsonNode body) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        return HttpResponse.ok(plans.plan(caller, lkc, RedriveOrder.of(topic, JsonInput.of(body))));
    }

    @Post("/redrive")
    @Audited("messages.redrive")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> redrive(
            Caller caller,
            HttpRequest<?> request,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @Body JsonNode body) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        access.enter(caller, lkc, Right.MESSAGES_WRITE);
        return redrives.begin(caller, lkc, RedriveOrder.of(topic, JsonInput.of(body)), RequestIds.of(request));
    }
}
