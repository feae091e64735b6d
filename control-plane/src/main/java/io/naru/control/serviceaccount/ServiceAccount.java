package io.naru.control.serviceaccount;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// The identity of a program.
///
/// @param id `sa-…`
@MappedEntity("service_account")
public record ServiceAccount(
        @Id String id,
        UUID organizationId,
        String displayName,
        String description,
        Instant createdAt,
        Instant updatedAt) {}
