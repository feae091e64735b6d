package io.naru.control.identityprovider;

import org.jspecify.annotations.Nullable;

/// What came out of one step of a test.
///
/// @param name `description`, `keys` or `client`
/// @param trouble why it did not go well; null when it did
public record Finding(String name, @Nullable String trouble) {}
