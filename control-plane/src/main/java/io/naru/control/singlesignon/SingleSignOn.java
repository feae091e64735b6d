package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How an organization's people sign in.
///
/// @param clientSecret sealed
/// @param required whether members log in with no password
/// @param defaultRole of new people, in the whole organization; null for none
/// @param passwordMember who may log in with a password even so
@MappedEntity("single_sign_on")
record SingleSignOn(
        @Id UUID organizationId,
        String issuer,
        String clientId,
        String clientSecret,
        boolean required,
        @Nullable String defaultRole,
        String passwordMember,
        Instant updatedAt) {}
