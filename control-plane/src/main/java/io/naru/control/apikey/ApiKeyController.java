package io.naru.control.apikey;

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
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.idempotency.MadeOnce;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Controller("/iam/v2/api-keys")
@ExecuteOn(TaskExecutors.BLOCKING)
class ApiKeyController {
    private final ApiKeys keys;
    private final ApiKeyViews views;
    private final KeyAccess access;
    private final PublicUrls urls;

    ApiKeyController(ApiKeys keys, ApiKeyViews views, KeyAccess access, PublicUrls urls) {
        this.keys = keys;
        this.views = views;
        this.access = access;
        this.urls = urls;
    }

    @Get
    ApiKeyViews.ListView list(Caller caller, HttpRequest<?> request) {
        Paging paging = Paging.of(request);
        var filter = new ApiKeys.Filter(
                request.getParameters().getFirst("spec.owner").orElse(""),
                request.getParameters().getFirst("spec.resource").orElse(""),
                request.getParameters().getFirst("include_revoked").orElse("").equals("true"));
        Paging.Page<ApiKey> page = keys.list(caller, filter, paging);
        return views.list(paging.metadata(request, urls, page.next()), page.rows());
    }

    @Post
    @Audited("api_key.create")
    @MadeOnce
    HttpResponse<ApiKeyViews.View> create(Caller caller, @Body JsonNode body) {
        JsonInput spec = JsonInput.of(body).object("spec");
        String lkc = resource(spec);
        String owner = owner(caller, spec.object("owner"));
        Optional<String> role = spec.optionalOneOf("role", access.rolesOf(lkc));
        access.requireCreate(caller, lkc, owner, role);
        ApiKeys.Made made = keys.create(
                caller.tenant(),
                new ApiKeys.Wanted(
                        lkc,
                        owner,
                        role.orElse(null),
                        spec.optionalText("display_name", 0, 64).orElse(""),
                        spec.optionalText("description", 0, 256).orElse(""),
                        spec.optionalTime("expires_at").orElse(null)));
        return HttpResponse.accepted().body(views.made(made.key(), made.secret()));
    }

    /// The cluster a key is asked for; null for the management API.
    private static @Nullable String resource(JsonInput spec) {
        Optional<JsonInput> resource = spec.optionalObject("resource");
        Optional<String> id = resource.flatMap(given -> given.optionalText("id", 0, 64));
        boolean cloud = resource.flatMap(given -> given.optionalText("kind", 0, 64))
                .filter("Cloud"::equalsIgnoreCase)
                .isPresent();
        if (cloud || id.isEmpty() || id.get().isEmpty() || id.get().equals("cloud")) {
            return null;
        }
        return id.get();
    }

    private static String owner(Caller caller, JsonInput owner) {
        String id = owner.text("id", 1, 64);
        if (!id.startsWith("sa-") && !id.equals(caller.principal())) {
            throw Refusal.field(
                    owner.pointer("id"), "The owner must be a service account (sa-...) or yourself, not " + id + ".");
        }
        return id;
    }

    @Get("/{api_key_id:[A-Za-z0-9_-]+}")
    ApiKeyViews.View get(Caller caller, @PathVariable("api_key_id") String id) {
        return views.of(access.enter(caller, id));
    }

    @Patch("/{api_key_id:[A-Za-z0-9_-]+}")
    @Audited("api_key.update")
    ApiKeyViews.View update(Caller caller, @PathVariable("api_key_id") String id, @Body JsonNode body) {
        ApiKey key = access.enter(caller, id);
        JsonInput spec = JsonInput.of(body).object("spec");
        Optional<String> role = spec.optionalOneOf("role", access.rolesOf(key.lkc()));
        role.ifPresent(wanted -> access.requireRole(caller, key.lkc(), wanted));
        return views.of(keys.change(
                caller.tenant(),
                id,
                new ApiKeys.Edit(
                        spec.optionalText("display_name", 0, 64), spec.optionalText("description", 0, 256), role)));
    }

    @Delete("/{api_key_id:[A-Za-z0-9_-]+}")
    @Audited("api_key.revoke")
    HttpResponse<?> revoke(Caller caller, @PathVariable("api_key_id") String id) {
        access.enter(caller, id);
        keys.revoke(caller.tenant(), id);
        return HttpResponse.noContent();
    }
}
