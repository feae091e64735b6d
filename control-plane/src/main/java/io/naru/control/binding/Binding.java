package io.naru.control.binding;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.naru.control.access.Grant;
import io.naru.control.access.Role;
import io.naru.control.access.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A role of a principal at a scope.
///
/// @param id `rb-…`
/// @param principal `u-…` or `sa-…`
/// @param roleName as it was given
/// @param environmentId null for the whole organization
/// @param crnPattern the scope as it was given
/// @param createdBy the principal that gave it
@MappedEntity("role_binding")
public record Binding(
        @Id String id,
        UUID organizationId,
        String principal,
        String roleName,
        @Nullable String environmentId,
        @Nullable String lkc,
        String crnPattern,
        String createdBy,
        Instant createdAt) {

    public Scope at() {
        if (environmentId == null) {
            return Scope.organization();
        }
        return lkc == null ? new Scope.Environment(environmentId) : new Scope.Cluster(environmentId, lkc);
    }

    /// Empty for a role of a later release.
    public Optional<Grant> grant() {
        return Role.of(roleName).map(role -> new Grant(role, at()));
    }
}
