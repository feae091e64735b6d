package io.naru.control.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/// The envelope's `metadata` of an object.
@Serdeable(naming = SnakeCaseStrategy.class)
public record ObjectMetadata(String self, String resourceName, String createdAt, String updatedAt) {
    public static ObjectMetadata of(String self, String resourceName, Instant createdAt, Instant updatedAt) {
        return new ObjectMetadata(self, resourceName, Times.text(createdAt), Times.text(updatedAt));
    }
}
