package io.naru.control.savedfilter;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A filter under a name.
///
/// @param id `sf-…`
/// @param accountId whose it is
/// @param filter CEL; it could be read when it was saved
@MappedEntity("saved_filter")
record SavedFilter(
        @Id String id,
        UUID organizationId,
        String accountId,
        String name,
        String filter,
        Instant createdAt,
        Instant updatedAt) {}
