package io.naru.broker.discovery;

import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.MetadataImage;
import java.util.Collection;
import java.util.TreeMap;

/// The brokers as clients are told of them.
final class Brokers {
    private static final int NONE = -1;

    private Brokers() {}

    static Collection<BrokerImage> inOrder(MetadataImage image) {
        return new TreeMap<>(image.brokers()).values();
    }

    /// Whom administrators' clients send changes to. Every broker takes them; naming always the same one keeps those
    /// clients on one connection.
    static int controllerId(MetadataImage image) {
        return image.brokers().keySet().stream()
                .mapToInt(Integer::intValue)
                .min()
                .orElse(NONE);
    }
}
