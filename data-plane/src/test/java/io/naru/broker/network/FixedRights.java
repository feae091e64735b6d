package io.naru.broker.network;

import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.Rights;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/// Everybody has the same rights; a barrier can bring new ones.
final class FixedRights implements Rights {
    Set<Right> now = EnumSet.allOf(Right.class);
    Set<Right> afterBarrier = EnumSet.allOf(Right.class);
    BarrierOutcome outcome = BarrierOutcome.COMPLETED;
    int barriers;

    @Override
    public Set<Right> of(Principal principal) {
        return now;
    }

    @Override
    public void barrier(Consumer<BarrierOutcome> then) {
        barriers++;
        now = afterBarrier;
        then.accept(outcome);
    }
}
