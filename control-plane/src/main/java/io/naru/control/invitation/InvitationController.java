package io.naru.control.invitation;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
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
import io.naru.control.http.Language;
import io.naru.control.http.ObjectMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Rights;
import io.naru.control.http.Times;
import io.naru.control.idempotency.MadeOnce;
import io.naru.control.organization.Organizations;
import io.naru.control.ratelimit.RateLimits;
import io.naru.control.rolebinding.RoleBindings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Controller("/iam/v2/invitations")
@ExecuteOn(TaskExecutors.BLOCKING)
class InvitationController {
    private static final String API = "iam/v2";
    private static final int MOST_ROLES = 20;

    private final Invitations invitations;
    private final RoleBindings bindings;
    private final RateLimits limits;
    private final PublicUrls urls;
    private final JsonMapper json;

    InvitationController(
            Invitations invitations, RoleBindings bindings, RateLimits limits, PublicUrls urls, JsonMapper json) {
        this.invitations = invitations;
        this.bindings = bindings;
        this.limits = limits;
        this.urls = urls;
        this.json = json;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(
            String apiVersion,
            String kind,
            String id,
            ObjectMetadata metadata,
            String email,
            List<InvitedRole> roles,
            String status,
            String invitedBy,
            String expiresAt,
            @Nullable String link) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(String apiVersion, String kind, Paging.Metadata metadata, List<View> data) {}

    @Get
    ListView list(Caller caller, HttpRequest<?> request) {
        Paging paging = Paging.of(request);
        Paging.Page<Invitation> page = invitations.list(caller, paging);
        return new ListView(
                API,
                "InvitationList",
                paging.metadata(request, urls, page.next()),
                page.map(each -> view(each, null)).rows());
    }

    @Get("/{invitation_id:[A-Za-z0-9_-]+}")
    View get(Caller caller, @PathVariable("invitation_id") String id) {
        return view(invitations.get(caller, id), null);
    }

    @Post
    @Audited("invitation.create")
    @MadeOnce
    HttpResponse<View> create(Caller caller, HttpRequest<?> request, @Body JsonNode body) {
        Rights.require(caller, Right.MEMBERS_MANAGE, Scope.organization());
        JsonInput input = JsonInput.of(body);
        String address = Organizations.address(input.email("email"));
        List<InvitedRole> roles = roles(caller, input);
        limits.take(
                RateLimits.INVITATIONS_OF_AN_ORGANIZATION,
                caller.tenant().organizationId().toString());
        limits.take(RateLimits.INVITATIONS_TO_AN_ADDRESS, address);
        Language language = Language.askedFor(request).orElse(Language.ENGLISH);
        return HttpResponse.created(view(invitations.create(caller, address, roles, language)));
    }

    private List<InvitedRole> roles(Caller caller, JsonInput input) {
        List<InvitedRole> roles = new ArrayList<>();
        for (JsonInput role : input.objects("roles", MOST_ROLES)) {
            RoleBindings.Wanted wanted = bindings.wanted(
                    caller,
                    role.text("role_name", 1, 64),
                    role.text("crn_pattern", 1, 500),
                    "roles/" + roles.size() + "/");
            roles.add(new InvitedRole(wanted.roleName(), wanted.crnPattern()));
        }
        return roles;
    }

    @Post("/{invitation_id}:resend")
    @Audited("invitation.resend")
    View sendAgain(Caller caller, @PathVariable("invitation_id") String id) {
        Invitation found = invitations.get(caller, id);
        limits.take(RateLimits.SENDINGS_OF_AN_INVITATION, found.id());
        return view(invitations.sendAgain(caller, found.id()));
    }

    @Delete("/{invitation_id:[A-Za-z0-9_-]+}")
    @Audited("invitation.withdraw")
    HttpResponse<?> withdraw(Caller caller, @PathVariable("invitation_id") String id) {
        invitations.withdraw(caller, id);
        return HttpResponse.noContent();
    }

    private View view(Invitations.Made made) {
        return view(made.invitation(), made.link());
    }

    private View view(Invitation invitation, @Nullable String link) {
        return new View(
                API,
                "Invitation",
                invitation.id(),
                ObjectMetadata.of(
                        urls.at("/iam/v2/invitations/" + invitation.id()),
                        "crn://naru/organization=" + invitation.organizationId() + "/invitation=" + invitation.id(),
                        invitation.createdAt(),
                        invitation.updatedAt()),
                invitation.email(),
                InvitedRole.read(json, invitation.roles()),
                invitation.isExpired() ? "EXPIRED" : "OPEN",
                invitation.invitedBy(),
                Times.text(invitation.expiresAt()),
                link);
    }
}
