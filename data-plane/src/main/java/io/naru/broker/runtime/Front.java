package io.naru.broker.runtime;

import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.desired.ConnectionCloser;
import java.util.Map;

/// Where requests come in: sockets, or a simulation's own.
public interface Front extends ConnectionCloser {
    /// Opens the doors; requests may come before it returns.
    void open(Dispatcher dispatcher, Authentication authentication) throws Exception;

    /// Closes the doors; no request comes after it returns.
    void close();

    /// Open connections by logical cluster, from memory.
    Map<String, Integer> connectionsByCluster();

    /// What the doors hold now.
    ///
    /// @param connections by listener, those included that are not authenticated yet
    record Load(Map<Listener, Integer> connections, long requestMemoryUsedBytes, long requestMemoryLimitBytes) {
        static final Load NONE = new Load(Map.of(), 0, 0);
    }

    /// From memory, callable from any thread.
    Load load();
}
