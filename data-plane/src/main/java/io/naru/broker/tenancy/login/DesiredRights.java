package io.naru.broker.tenancy.login;

import io.naru.broker.environment.Clock;
import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.Rights;
import io.naru.broker.tenancy.desired.ApiKey;
import io.naru.broker.tenancy.desired.DesiredFollower;
import io.naru.broker.tenancy.desired.DesiredState;
import java.util.Set;
import java.util.function.Consumer;

/// Rights as desired state has them at this moment: of the key if it carries a role, else of its
/// principal; of a token's grantee.
final class DesiredRights implements Rights {
    private static final Set<Right> ALL = Set.of(Right.values());

    private final Clock clock;
    private final DesiredFollower follower;

    DesiredRights(Clock clock, DesiredFollower follower) {
        this.clock = clock;
        this.follower = follower;
    }

    @Override
    public Set<Right> of(Principal principal) {
        if (principal.equals(Principal.CELL)) {
            return ALL;
        }
        DesiredState state = follower.state();
        if (!state.isActive(principal.cluster())) {
            return Set.of();
        }
        if (!principal.tokenKid().isEmpty()) {
            return state.rightsOf(principal.cluster(), principal.grantee());
        }
        ApiKey key = state.apiKeys().get(principal.credential());
        if (key == null || !key.isUsable(clock.wallMs()) || !key.cluster().equals(principal.cluster())) {
            return Set.of();
        }
        Set<Right> own = key.rights();
        return own == null ? state.rightsOf(key.cluster(), key.principal()) : own;
    }

    @Override
    public void barrier(Consumer<BarrierOutcome> then) {
        follower.barrier(then);
    }
}
