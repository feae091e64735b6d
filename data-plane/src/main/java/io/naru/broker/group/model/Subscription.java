package io.naru.broker.group.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The one look that is taken at what consumers tell each other: which topics they read.
///
/// A consumer's metadata begins with `version:short, topic count:int, (length:short, UTF-8)...` in all its versions.
public final class Subscription {
    private static final String CONSUMER = "consumer";

    private Subscription() {}

    /// The topics that any member reads; empty if that cannot be known (not consumers, or not in the usual form).
    public static Optional<Set<String>> topics(Group group) {
        if (!CONSUMER.equals(group.protocolType()) || group.generation().protocol() == null) {
            return Optional.empty();
        }
        Set<String> topics = new HashSet<>();
        for (Seat seat : group.seating().all()) {
            byte[] metadata =
                    seat.member().profile().metadataFor(group.generation().protocol());
            if (!read(ByteBuffer.wrap(metadata), topics)) {
                return Optional.empty();
            }
        }
        return Optional.of(topics);
    }

    private static boolean read(ByteBuffer metadata, Set<String> topics) {
        try {
            metadata.getShort();
            int count = metadata.getInt();
            for (int i = 0; i < count; i++) {
                int length = metadata.getShort();
                if (length < 0 || length > metadata.remaining()) {
                    return false;
                }
                topics.add(StandardCharsets.UTF_8
                        .decode(metadata.slice(metadata.position(), length))
                        .toString());
                metadata.position(metadata.position() + length);
            }
            return true;
        } catch (BufferUnderflowException cutShort) {
            return false;
        }
    }
}
