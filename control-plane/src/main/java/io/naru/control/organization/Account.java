package io.naru.control.organization;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/// A person in an organization.
///
/// @param id `u-…`
/// @param email in lower case
@MappedEntity("account")
public record Account(@Id String id, UUID organizationId, String email, String passwordHash, String role) {}
