package io.naru.control.invitation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.naru.control.access.Tenant;
import java.time.Instant;
import java.util.UUID;

/// An invitation that was not accepted yet.
///
/// @param id `inv-…`
/// @param roles JSON, as [InvitedRole] reads it
/// @param mailed whether its link went to the address by mail: then who opens it has proved the address
/// @param language of its mail
/// @param invitedBy `u-…` or `sa-…`
@MappedEntity("invitation")
record Invitation(
        @Id String id,
        UUID organizationId,
        String email,
        String roles,
        boolean mailed,
        String language,
        String invitedBy,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt) {
    Tenant tenant() {
        return new Tenant(organizationId);
    }

    boolean isExpired() {
        return !expiresAt.isAfter(Instant.now());
    }
}
