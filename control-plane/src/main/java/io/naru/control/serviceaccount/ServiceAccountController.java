package io.naru.control.serviceaccount;

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
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.ObjectMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import io.naru.control.idempotency.MadeOnce;
import java.util.List;

@Controller("/iam/v2/service-accounts")
@ExecuteOn(TaskExecutors.BLOCKING)
class ServiceAccountController {
    private static final String API = "iam/v2";
    private static final int MOST_NAMES = 100;

    private final ServiceAccounts accounts;
    private final PublicUrls urls;

    ServiceAccountController(ServiceAccounts accounts, PublicUrls urls) {
        this.accounts = accounts;
        this.urls = urls;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(
            String apiVersion,
            String kind,
            String id,
            ObjectMetadata metadata,
            String displayName,
            String description) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(String apiVersion, String kind, Paging.Metadata metadata, List<View> data) {}

    @Get
    ListView list(Caller caller, HttpRequest<?> request) {
        Paging paging = Paging.of(request);
        List<String> names = request.getParameters().getAll("display_name");
        if (names.size() > MOST_NAMES) {
            throw Refusal.parameter("display_name", "At most " + MOST_NAMES + " names can be asked for at once.");
        }
        Paging.Page<ServiceAccount> page =
                mayList(caller) ? accounts.list(caller.tenant(), names, paging) : new Paging.Page<>(List.of(), null);
        return new ListView(
                API,
                "ServiceAccountList",
                paging.metadata(request, urls, page.next()),
                page.map(this::view).rows());
    }

    @Post
    @Audited("service_account.create")
    @MadeOnce
    HttpResponse<View> create(Caller caller, @Body JsonNode body) {
        Rights.require(caller, Right.SERVICE_ACCOUNTS_MANAGE, Scope.organization());
        JsonInput input = JsonInput.of(body);
        return HttpResponse.created(view(accounts.create(
                caller.tenant(),
                input.text("display_name", 1, 64),
                input.optionalText("description", 0, 256).orElse(""))));
    }

    @Get("/{service_account_id}")
    View get(Caller caller, @PathVariable("service_account_id") String id) {
        if (!mayList(caller) && !id.equals(caller.principal())) {
            throw ServiceAccounts.notFound(id);
        }
        return view(accounts.get(caller.tenant(), id));
    }

    @Patch("/{service_account_id}")
    @Audited("service_account.update")
    View update(Caller caller, @PathVariable("service_account_id") String id, @Body JsonNode body) {
        Rights.require(caller, Right.SERVICE_ACCOUNTS_MANAGE, Scope.organization());
        JsonInput input = JsonInput.of(body);
        return view(accounts.change(
                caller.tenant(),
                id,
                input.optionalText("display_name", 1, 64),
                input.optionalText("description", 0, 256)));
    }

    @Delete("/{service_account_id}")
    @Audited("service_account.delete")
    HttpResponse<?> delete(Caller caller, @PathVariable("service_account_id") String id) {
        Rights.require(caller, Right.SERVICE_ACCOUNTS_MANAGE, Scope.organization());
        accounts.delete(caller.tenant(), id);
        return HttpResponse.noContent();
    }

    /// Whoever gives keys or roles anywhere has to choose whom to.
    private static boolean mayList(Caller caller) {
        return caller.grants().stream()
                .map(grant -> grant.role().rights())
                .anyMatch(rights -> rights.contains(Right.SERVICE_ACCOUNTS_MANAGE)
                        || rights.contains(Right.API_KEYS_MANAGE)
                        || rights.contains(Right.ROLE_BINDINGS_MANAGE));
    }

    private View view(ServiceAccount account) {
        return new View(
                API,
                "ServiceAccount",
                account.id(),
                ObjectMetadata.of(
                        urls.at("/iam/v2/service-accounts/" + account.id()),
                        "crn://naru/organization=" + account.organizationId() + "/service-account=" + account.id(),
                        account.createdAt(),
                        account.updatedAt()),
                account.displayName(),
                account.description());
    }
}
