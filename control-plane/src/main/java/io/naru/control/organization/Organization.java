package io.naru.control.organization;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A customer.
///
/// @param secondFactorRequired whether its people do nothing without one
@MappedEntity("organization")
public record Organization(@Id UUID id, String displayName, boolean secondFactorRequired, Instant createdAt) {}
