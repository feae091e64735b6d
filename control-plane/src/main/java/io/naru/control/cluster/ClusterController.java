package io.naru.control.cluster;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.audit.Audited;
import io.naru.control.cell.CellClients;
import io.naru.control.environment.Environments;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Rights;
import io.naru.control.idempotency.MadeOnce;
import java.util.List;
import java.util.Optional;

@Controller("/cmk/v2/clusters")
@ExecuteOn(TaskExecutors.BLOCKING)
class ClusterController {
    private static final List<String> AVAILABILITIES = List.of("SINGLE_ZONE", "MULTI_ZONE", "LOW", "HIGH");
    private static final List<String> CLOUDS = List.of("AWS", "AZURE", "GCP");
    private static final List<String> CONFIG_KINDS = List.of("Basic", "Standard");

    private final Clusters clusters;
    private final Environments environments;
    private final ClusterAccess access;
    private final ClusterViews views;
    private final PublicUrls urls;
    private final CellClients cell;

    ClusterController(
            Clusters clusters,
            Environments environments,
            ClusterAccess access,
            ClusterViews views,
            PublicUrls urls,
            CellClients cell) {
        this.clusters = clusters;
        this.environments = environments;
        this.access = access;
        this.views = views;
        this.urls = urls;
        this.cell = cell;
    }

    @Get
    ClusterViews.ListView list(Caller caller, HttpRequest<?> request) {
        Paging paging = Paging.of(request);
        String environment = request.getParameters().getFirst("environment").orElse("");
        if (!environment.isEmpty()) {
            environments.enter(caller, environment);
        }
        Paging.Page<Cluster> page = clusters.list(caller.tenant(), Reach.seen(caller), environment, paging);
        return views.list(paging.metadata(request, urls, page.next()), page.rows());
    }

    @Post
    @Audited("cluster.create")
    @MadeOnce
    HttpResponse<ClusterViews.View> create(Caller caller, @Body JsonNode body) {
        JsonInput spec = JsonInput.of(body).object("spec");
        String environment = spec.object("environment").text("id", 1, 64);
        environments.enter(caller, environment);
        Rights.require(caller, Right.CLUSTERS_MANAGE, new Scope.Environment(environment));
        Cluster made = clusters.create(
                caller.tenant(),
                new Clusters.Wanted(
                        environment,
                        spec.text("display_name", 1, 64),
                        spec.optionalOneOf("availability", AVAILABILITIES).orElse("SINGLE_ZONE"),
                        spec.optionalOneOf("cloud", CLOUDS).orElse("AWS"),
                        spec.optionalText("region", 1, 64).orElse("local"),
                        configKind(spec).orElse("Basic"),
                        spec.optionalFlag("deletion_protection").orElse(null)));
        return HttpResponse.accepted().body(views.of(made));
    }

    @Get("/{cluster_id}")
    ClusterViews.View get(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String id) {
        return views.of(find(caller, request, id));
    }

    @Patch("/{cluster_id}")
    @Audited("cluster.update")
    ClusterViews.View update(
            Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String id, @Body JsonNode body) {
        Rights.require(caller, Right.CLUSTERS_MANAGE, find(caller, request, id).at());
        JsonInput spec = JsonInput.of(body).object("spec");
        Clusters.Edit edit = new Clusters.Edit(
                spec.optionalText("display_name", 1, 64), configKind(spec), spec.optionalFlag("deletion_protection"));
        return views.of(clusters.change(caller.tenant(), id, edit));
    }

    @Delete("/{cluster_id}")
    @Audited("cluster.delete")
    HttpResponse<?> delete(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String id) {
        Rights.require(caller, Right.CLUSTERS_MANAGE, find(caller, request, id).at());
        clusters.delete(caller.tenant(), id);
        cell.forget(id);
        return HttpResponse.noContent();
    }

    private Cluster find(Caller caller, HttpRequest<?> request, String id) {
        Cluster cluster = access.enter(caller, id);
        String environment = request.getParameters().getFirst("environment").orElse("");
        if (!environment.isEmpty() && !environment.equals(cluster.environmentId())) {
            throw Clusters.notFound(id);
        }
        return cluster;
    }

    private static Optional<String> configKind(JsonInput spec) {
        return spec.optionalObject("config").flatMap(config -> config.optionalOneOf("kind", CONFIG_KINDS));
    }
}
