package io.naru.control.lag;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Right;

@Controller("/api/v1/lagging-groups")
@ExecuteOn(TaskExecutors.BLOCKING)
class LaggingController {
    private final LaggingGroups groups;

    LaggingController(LaggingGroups groups) {
        this.groups = groups;
    }

    @Get
    LagViews.LaggingList list(Caller caller) {
        return groups.list(caller.tenant(), Reach.of(caller, Right.GROUPS_READ));
    }
}
