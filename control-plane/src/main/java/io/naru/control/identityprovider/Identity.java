package io.naru.control.identityprovider;

/// Who signed in, in the words of the identity provider, all of which were checked to be its own.
///
/// @param subject never given to anybody else there
/// @param email as it is written there; empty when it told none
/// @param emailVerified whether it says that the address is theirs
/// @param name empty when it told none
public record Identity(String issuer, String subject, String email, boolean emailVerified, String name) {}
