package io.naru.broker.metrics;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/// A topic id as Kafka's tools print it: 22 characters of base64url.
final class TopicIdText {
    private TopicIdText() {}

    static String of(UUID id) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
