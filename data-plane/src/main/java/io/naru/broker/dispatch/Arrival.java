package io.naru.broker.dispatch;

import io.naru.broker.tenancy.Right;
import java.util.Set;

/// A request as the network hands it over, before its caller's rights are known.
public interface Arrival extends Request {
    /// Called once, on the event loop, before a handler sees the request.
    void grant(Set<Right> rights);
}
