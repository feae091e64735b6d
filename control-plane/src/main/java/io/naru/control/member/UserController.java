package io.naru.control.member;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.ObjectMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Times;
import io.naru.control.login.SessionLists;
import io.naru.control.organization.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Controller("/iam/v2/users")
@ExecuteOn(TaskExecutors.BLOCKING)
class UserController {
    private static final String API = "iam/v2";

    private final Members members;
    private final SessionLists sessions;
    private final PublicUrls urls;

    UserController(Members members, SessionLists sessions, PublicUrls urls) {
        this.members = members;
        this.sessions = sessions;
        this.urls = urls;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(
            String apiVersion,
            String kind,
            String id,
            ObjectMetadata metadata,
            String email,
            String fullName,
            boolean emailVerified,
            boolean secondFactor,
            @Nullable String lastSeenAt) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(String apiVersion, String kind, Paging.Metadata metadata, List<View> data) {}

    @Get
    ListView list(Caller caller, HttpRequest<?> request) {
        Paging paging = Paging.of(request);
        Paging.Page<Account> page = members.list(caller, paging);
        Map<String, Instant> seen = sessions.lastSeen(
                caller.tenant(), page.rows().stream().map(Account::id).toList());
        return new ListView(
                API,
                "UserList",
                paging.metadata(request, urls, page.next()),
                page.map(account -> view(caller.tenant(), account, seen)).rows());
    }

    @Get("/{user_id}")
    View get(Caller caller, @PathVariable("user_id") String id) {
        return view(caller.tenant(), members.get(caller, id));
    }

    @Patch("/{user_id}")
    @Audited("user.update")
    View update(Caller caller, @PathVariable("user_id") String id, @Body JsonNode body) {
        String name = JsonInput.of(body).text("full_name", 0, 100).strip();
        return view(caller.tenant(), members.rename(caller, id, name));
    }

    @Delete("/{user_id}")
    @Audited("user.remove")
    HttpResponse<?> remove(Caller caller, @PathVariable("user_id") String id) {
        members.remove(caller, id);
        return HttpResponse.noContent();
    }

    private View view(Tenant tenant, Account account) {
        return view(tenant, account, sessions.lastSeen(tenant, List.of(account.id())));
    }

    private View view(Tenant tenant, Account account, Map<String, Instant> seen) {
        return new View(
                API,
                "User",
                account.id(),
                ObjectMetadata.of(
                        urls.at("/iam/v2/users/" + account.id()),
                        "crn://naru/organization=" + tenant.organizationId() + "/user=" + account.id(),
                        account.createdAt(),
                        account.updatedAt()),
                account.email(),
                account.fullName(),
                account.emailVerifiedAt() != null,
                account.secondFactorAt() != null,
                Times.textOrNull(seen.get(account.id())));
    }
}
