package io.naru.broker.discovery;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.metadata.BrokerImage;
import org.jspecify.annotations.Nullable;

/// What a client is told to connect to: the address that belongs to the listener it came in by.
///
/// @param test where the test listener is, or null if there is none; it exists on a single broker only
public record BrokerAddresses(@Nullable Address test) {
    /// A host and its port.
    public record Address(String host, int port) {}

    /// Where a client that came by the listener finds the broker.
    public Address of(BrokerImage broker, Listener listener) {
        return switch (listener) {
            case CLIENT -> new Address(broker.clientHost(), broker.clientPort());
            case SYSTEM -> new Address(broker.systemHost(), broker.systemPort());
            case TEST -> {
                Address address = test;
                if (address == null) {
                    throw new IllegalStateException("a request came by the test listener, which has no address");
                }
                yield address;
            }
        };
    }
}
