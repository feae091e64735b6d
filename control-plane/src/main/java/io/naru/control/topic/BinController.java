package io.naru.control.topic;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.audit.Audited;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.JsonInput;

@Controller("/api/v1/clusters/{cluster_id}/bin")
@ExecuteOn(TaskExecutors.BLOCKING)
class BinController {
    private static final int LONGEST_NAME = 249;

    private final TopicBin bin;
    private final ClusterAccess access;

    BinController(TopicBin bin, ClusterAccess access) {
        this.bin = bin;
        this.access = access;
    }

    @Get
    BinViews.Bin list(Caller caller, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.TOPICS_MANAGE);
        return BinViews.bin(bin.list(caller.tenant(), lkc));
    }

    @Post("/{topic_id}:restore")
    @Audited("topic.restore")
    BinViews.Restored restore(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_id") String topicId,
            @Body JsonNode body) {
        access.enter(caller, lkc, Right.TOPICS_MANAGE);
        var name = JsonInput.of(body).optionalText("name", 1, LONGEST_NAME);
        return BinViews.restored(lkc, bin.restore(caller, lkc, topicId, name));
    }

    @Delete("/{topic_id:[A-Za-z0-9_-]+}")
    @Audited("topic.purge")
    HttpResponse<?> purge(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("topic_id") String topicId) {
        access.enter(caller, lkc, Right.TOPICS_MANAGE);
        bin.purge(caller, lkc, topicId);
        return HttpResponse.noContent();
    }
}
