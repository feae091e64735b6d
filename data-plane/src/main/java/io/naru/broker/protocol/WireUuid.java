package io.naru.broker.protocol;

import java.util.UUID;
import org.apache.kafka.common.Uuid;

/// The broker's UUIDs and Kafka's, which are the same 128 bits.
public final class WireUuid {
    private WireUuid() {}

    public static Uuid toKafka(UUID id) {
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    public static UUID fromKafka(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
