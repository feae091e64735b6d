package io.naru.control.organization;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A customer.
@MappedEntity("organization")
public record Organization(@Id UUID id, String displayName, Instant createdAt) {}
