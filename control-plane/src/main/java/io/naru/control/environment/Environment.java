package io.naru.control.environment;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A named group of clusters.
@MappedEntity("environment")
public record Environment(
        @Id String id, UUID organizationId, String displayName, Instant createdAt, Instant updatedAt) {}
