package io.naru.control.organization;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.naru.control.http.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person, with one password for all the organizations they are in.
///
/// @param id `u-…`
/// @param email in lower case
/// @param fullName empty until it is given
/// @param emailVerifiedAt null until a link sent to the address was opened
/// @param language its two letters
/// @param secondFactorAt since when they log in with a second factor; null without
@MappedEntity("account")
public record Account(
        @Id String id,
        String email,
        String passwordHash,
        String fullName,
        @Nullable Instant emailVerifiedAt,
        String language,
        @Nullable Instant secondFactorAt,
        Instant createdAt,
        Instant updatedAt) {
    /// What others call them.
    public String name() {
        return fullName.isEmpty() ? email : fullName;
    }

    /// What mails to them are written in.
    public Language speaks() {
        return Language.of(language);
    }
}
