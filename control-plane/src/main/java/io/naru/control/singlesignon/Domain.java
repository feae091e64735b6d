package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A domain of e-mail addresses that an organization says is its own.
///
/// @param proof what a DNS record of the domain must hold
/// @param provenAt null until it was found there
@MappedEntity("single_sign_on_domain")
record Domain(
        UUID organizationId,
        @Id String name,
        String proof,
        @Nullable Instant provenAt) {
    boolean isProven() {
        return provenAt != null;
    }

    String recordName() {
        return "_naru." + name;
    }

    String recordValue() {
        return "naru-domain=" + proof;
    }
}
