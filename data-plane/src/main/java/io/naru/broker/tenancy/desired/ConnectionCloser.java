package io.naru.broker.tenancy.desired;

import io.naru.broker.tenancy.Principal;
import java.util.function.Predicate;

/// Ends connections that may no longer be.
public interface ConnectionCloser {
    /// Closes every authenticated connection whose principal matches, on all event loops, and runs `closed` once none
    /// of them will handle another request. Callable from any thread, does not block.
    void closeConnections(Predicate<Principal> matching, Runnable closed);
}
