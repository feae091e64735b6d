package io.naru.control.cluster;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;

@Controller("/api/v1/clusters/{cluster_id}/connect")
@ExecuteOn(TaskExecutors.BLOCKING)
class ConnectController {
    private final ClusterAccess access;
    private final ClusterViews views;

    ConnectController(ClusterAccess access, ClusterViews views) {
        this.access = access;
        this.views = views;
    }

    @Get
    ClusterViews.Connect connect(Caller caller, @PathVariable("cluster_id") String id) {
        return views.connect(access.enter(caller, id));
    }
}
