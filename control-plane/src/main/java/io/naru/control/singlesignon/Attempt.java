package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/// Somebody on the way to an identity provider.
///
/// @param nonce that the ID token must hold
/// @param challenge of the verifier that only the browser has which set out
/// @param returnTo path of the console
@MappedEntity("sign_on_attempt")
record Attempt(@Id String state, UUID organizationId, String nonce, String challenge, String returnTo) {}
