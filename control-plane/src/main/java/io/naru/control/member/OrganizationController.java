package io.naru.control.member;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
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
import io.naru.control.http.Refusal;
import io.naru.control.http.Rights;
import io.naru.control.http.Times;
import io.naru.control.organization.Organization;
import io.naru.control.organization.Organizations;

@Controller("/api/v1/organization")
@ExecuteOn(TaskExecutors.BLOCKING)
class OrganizationController {
    private final Organizations organizations;
    private final Members members;

    OrganizationController(Organizations organizations, Members members) {
        this.organizations = organizations;
        this.members = members;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(String id, String displayName, boolean secondFactorRequired, String createdAt) {}

    @Get
    View get(Caller caller) {
        return view(find(caller));
    }

    @Patch
    @Audited("organization.update")
    View update(Caller caller, @Body JsonNode body) {
        Rights.require(caller, Right.ORGANIZATION_MANAGE, Scope.organization());
        JsonInput input = JsonInput.of(body);
        input.optionalText("display_name", 1, 64).ifPresent(name -> organizations.rename(caller.tenant(), name));
        input.optionalFlag("second_factor_required")
                .ifPresent(required -> members.requireSecondFactor(caller, required));
        return view(find(caller));
    }

    private Organization find(Caller caller) {
        return organizations.find(caller.tenant()).orElseThrow(Refusal::sessionEnded);
    }

    private static View view(Organization organization) {
        return new View(
                organization.id().toString(),
                organization.displayName(),
                organization.secondFactorRequired(),
                Times.text(organization.createdAt()));
    }
}
