package io.naru.control.environment;

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
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.ObjectMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Rights;
import io.naru.control.idempotency.MadeOnce;
import java.util.List;
import java.util.Optional;

@Controller("/org/v2/environments")
@ExecuteOn(TaskExecutors.BLOCKING)
class EnvironmentController {
    private static final String API = "org/v2";

    private final Environments environments;
    private final PublicUrls urls;

    EnvironmentController(Environments environments, PublicUrls urls) {
        this.environments = environments;
        this.urls = urls;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(String apiVersion, String kind, String id, ObjectMetadata metadata, String displayName) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(String apiVersion, String kind, Paging.Metadata metadata, List<View> data) {}

    /// A caller without any role gets an empty list, not a refusal: tools try a new key here.
    @Get
    ListView list(Caller caller, HttpRequest<?> request) {
        Paging paging = Paging.of(request);
        Paging.Page<Environment> page = environments.list(caller.tenant(), Reach.seen(caller), paging);
        return new ListView(
                API,
                "EnvironmentList",
                paging.metadata(request, urls, page.next()),
                page.map(this::view).rows());
    }

    @Post
    @Audited("environment.create")
    @MadeOnce
    HttpResponse<View> create(Caller caller, @Body JsonNode body) {
        Rights.require(caller, Right.ENVIRONMENTS_MANAGE, Scope.organization());
        String name = JsonInput.of(body).text("display_name", 1, 64);
        return HttpResponse.created(view(environments.create(caller.tenant(), name)));
    }

    @Get("/{environment_id}")
    View get(Caller caller, @PathVariable("environment_id") String id) {
        return view(environments.enter(caller, id));
    }

    @Patch("/{environment_id}")
    @Audited("environment.update")
    View update(Caller caller, @PathVariable("environment_id") String id, @Body JsonNode body) {
        environments.enter(caller, id);
        Rights.require(caller, Right.ENVIRONMENTS_MANAGE, new Scope.Environment(id));
        Optional<String> name = JsonInput.of(body).optionalText("display_name", 1, 64);
        return view(
                name.isPresent()
                        ? environments.rename(caller.tenant(), id, name.get())
                        : environments.get(caller.tenant(), id));
    }

    @Delete("/{environment_id}")
    @Audited("environment.delete")
    HttpResponse<?> delete(Caller caller, @PathVariable("environment_id") String id) {
        environments.enter(caller, id);
        Rights.require(caller, Right.ENVIRONMENTS_MANAGE, new Scope.Environment(id));
        environments.delete(caller.tenant(), id);
        return HttpResponse.noContent();
    }

    private View view(Environment environment) {
        return new View(
                API,
                "Environment",
                environment.id(),
                ObjectMetadata.of(
                        urls.at("/org/v2/environments/" + environment.id()),
                        "crn://naru/organization=" + environment.organizationId() + "/environment=" + environment.id(),
                        environment.createdAt(),
                        environment.updatedAt()),
                environment.displayName());
    }
}
