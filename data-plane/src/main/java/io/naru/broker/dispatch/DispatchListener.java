package io.naru.broker.dispatch;

import io.naru.broker.tenancy.Principal;
import org.apache.kafka.common.protocol.ApiKeys;

/// Counts requests. Called on event loops, from many threads; must not block.
public interface DispatchListener {
    /// A request has left: answered, or ended without an answer (0 response bytes).
    ///
    /// @param clientId what the client calls itself
    /// @param requestBytes the frame without its size prefix
    /// @param responseBytes the frame without its size prefix, records included
    /// @param nanos from the complete request frame to the response handed to the socket
    void finished(Principal principal, String clientId, ApiKeys api, int requestBytes, int responseBytes, long nanos);

    /// A request ended by closing its connection.
    void closed(Principal principal, ApiKeys api);

    DispatchListener NONE = new DispatchListener() {
        @Override
        public void finished(
                Principal principal, String clientId, ApiKeys api, int requestBytes, int responseBytes, long nanos) {}

        @Override
        public void closed(Principal principal, ApiKeys api) {}
    };
}
