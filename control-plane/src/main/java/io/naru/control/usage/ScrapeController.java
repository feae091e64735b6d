package io.naru.control.usage;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.cluster.ClusterAccess;

/// A cluster's metrics for its owner's Prometheus.
@Controller("/metrics/v1/clusters/{cluster_id}/prometheus")
@ExecuteOn(TaskExecutors.BLOCKING)
class ScrapeController {
    private final Scrapes scrapes;
    private final ClusterAccess access;

    ScrapeController(Scrapes scrapes, ClusterAccess access) {
        this.scrapes = scrapes;
        this.access = access;
    }

    @Get
    HttpResponse<String> scrape(Caller caller, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.METRICS_READ);
        return HttpResponse.ok(scrapes.of(caller.tenant(), lkc)).header("Content-Type", OpenMetrics.MEDIA_TYPE);
    }
}
