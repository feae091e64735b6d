package io.naru.control.rolebinding;

import io.micronaut.http.HttpRequest;
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
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.access.Scope;
import io.naru.control.audit.Audited;
import io.naru.control.binding.Binding;
import io.naru.control.binding.Bindings;
import io.naru.control.http.JsonInput;
import io.naru.control.http.ObjectMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.idempotency.MadeOnce;
import java.util.List;
import java.util.Optional;

@Controller("/iam/v2/role-bindings")
@ExecuteOn(TaskExecutors.BLOCKING)
class RoleBindingController {
    private static final String API = "iam/v2";

    private final RoleBindings bindings;
    private final PublicUrls urls;

    RoleBindingController(RoleBindings bindings, PublicUrls urls) {
        this.bindings = bindings;
        this.urls = urls;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(
            String apiVersion,
            String kind,
            String id,
            ObjectMetadata metadata,
            String principal,
            String roleName,
            String crnPattern) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(String apiVersion, String kind, Paging.Metadata metadata, List<View> data) {}

    @Get
    ListView list(Caller caller, HttpRequest<?> request) {
        Paging paging = Paging.of(request);
        String crn = request.getParameters().getFirst("crn_pattern").orElse("");
        Optional<Scope> scope =
                crn.isEmpty() ? Optional.empty() : Optional.of(bindings.scope(caller, crn, "crn_pattern"));
        String principal = request.getParameters().getFirst("principal").orElse("");
        var filter = new Bindings.Filter(
                principal.startsWith("User:") ? principal.substring("User:".length()) : principal,
                request.getParameters().getFirst("role_name").orElse(""),
                scope);
        Paging.Page<Binding> page = bindings.list(caller, filter, paging);
        return new ListView(
                API,
                "RoleBindingList",
                paging.metadata(request, urls, page.next()),
                page.map(this::view).rows());
    }

    @Post
    @Audited("role_binding.create")
    @MadeOnce
    HttpResponse<View> create(Caller caller, @Body JsonNode body) {
        JsonInput input = JsonInput.of(body);
        String principal = RoleBindings.principal(input.text("principal", 1, 100));
        String roleName = input.text("role_name", 1, 64);
        RoleBindings.Wanted wanted = bindings.wanted(caller, roleName, input.text("crn_pattern", 1, 500), "");
        return HttpResponse.created(view(bindings.create(caller, principal, wanted)));
    }

    @Get("/{role_binding_id}")
    View get(Caller caller, @PathVariable("role_binding_id") String id) {
        return view(bindings.get(caller, id));
    }

    @Delete("/{role_binding_id}")
    @Audited("role_binding.delete")
    HttpResponse<?> delete(Caller caller, @PathVariable("role_binding_id") String id) {
        bindings.delete(caller, id);
        return HttpResponse.noContent();
    }

    private View view(Binding binding) {
        return new View(
                API,
                "RoleBinding",
                binding.id(),
                ObjectMetadata.of(
                        urls.at("/iam/v2/role-bindings/" + binding.id()),
                        "crn://naru/organization=" + binding.organizationId() + "/role-binding=" + binding.id(),
                        binding.createdAt(),
                        binding.createdAt()),
                "User:" + binding.principal(),
                binding.roleName(),
                binding.crnPattern());
    }
}
