package io.naru.control.group;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.audit.Audited;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.JsonInput;
import java.util.Set;
import java.util.stream.Collectors;

@Controller("/api/v1/clusters/{cluster_id}/groups/{group_id}/offsets:reset")
@ExecuteOn(TaskExecutors.BLOCKING)
class ResetController {
    private static final int MOST_TOPICS = 1_000;

    private final OffsetResets resets;
    private final ClusterAccess access;

    ResetController(OffsetResets resets, ClusterAccess access) {
        this.resets = resets;
        this.access = access;
    }

    @Post
    @Audited("consumer_group.reset_offsets")
    ResetViews.Result reset(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("group_id") String group,
            @Body JsonNode body) {
        access.enter(caller, lkc, Right.GROUPS_MANAGE);
        JsonInput input = JsonInput.of(body);
        OffsetResets.Wanted wanted = new OffsetResets.Wanted(
                Target.of(input),
                Set.copyOf(input.texts("topics", MOST_TOPICS, 249)),
                input.objects("partitions", Target.MOST_PARTITIONS).stream()
                        .map(Target::partition)
                        .collect(Collectors.toSet()),
                input.optionalFlag("dry_run").orElse(true));
        return resets.reset(new Identity(lkc, caller), group, wanted);
    }
}
