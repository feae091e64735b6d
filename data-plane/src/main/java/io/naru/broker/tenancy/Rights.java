package io.naru.broker.tenancy;

import java.util.Set;
import java.util.function.Consumer;

/// What principals may do, as desired state says now.
public interface Rights {
    /// A look-up in memory, callable from any thread. Empty for a revoked key, an unknown principal, or one without a
    /// role.
    Set<Right> of(Principal principal);

    /// Brings desired state up to what was written before this call. Asked for before a refusal is sent. `then` is
    /// called exactly once, on any thread, possibly before the call returns.
    void barrier(Consumer<BarrierOutcome> then);
}
