package io.naru.control.apikey;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.audit.Audited;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.idempotency.MadeOnce;
import java.time.Instant;
import java.util.Optional;

@Controller("/iam/v2/api-keys")
@ExecuteOn(TaskExecutors.BLOCKING)
class KeyRotationController {
    private final KeyRotations rotations;
    private final ApiKeyViews views;
    private final KeyAccess access;

    KeyRotationController(KeyRotations rotations, ApiKeyViews views, KeyAccess access) {
        this.rotations = rotations;
        this.views = views;
        this.access = access;
    }

    @Post("/{api_key_id}:rotate")
    @Audited("api_key.rotate")
    @MadeOnce
    HttpResponse<ApiKeyViews.View> rotate(Caller caller, @PathVariable("api_key_id") String id, @Body JsonNode body) {
        ApiKey key = access.enter(caller, id);
        String role = key.role();
        access.requireCreate(caller, key.lkc(), key.principal(), Optional.ofNullable(role));
        JsonInput input = JsonInput.of(body);
        Instant now = Instant.now();
        Instant retireAt = input.optionalTime("retire_old_at").orElse(now.plus(KeyRotations.USUAL_OVERLAP));
        if (retireAt.isBefore(now) || retireAt.isAfter(now.plus(KeyRotations.LONGEST_OVERLAP))) {
            throw Refusal.field(
                    input.pointer("retire_old_at"),
                    "retire_old_at must lie between now and " + KeyRotations.LONGEST_OVERLAP.toDays()
                            + " days from now.");
        }
        ApiKeys.Made made = rotations.rotate(caller.tenant(), id, retireAt);
        return HttpResponse.ok(views.made(made.key(), made.secret()));
    }

    @Post("/{api_key_id}:retire")
    @Audited("api_key.retire_old_secret")
    ApiKeyViews.View retire(Caller caller, @PathVariable("api_key_id") String id) {
        access.enter(caller, id);
        return views.of(rotations.retire(caller.tenant(), id));
    }
}
