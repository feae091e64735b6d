package io.naru.control.account;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/// A link that was sent and not opened.
///
/// @param accountId null when the address has no account
/// @param address where it was sent to
@MappedEntity("mail_link")
record MailLink(
        @Id String secretHash, Purpose purpose, @Nullable String accountId, String address) {
    enum Purpose {
        RESET_PASSWORD,
        CONFIRM_ADDRESS
    }
}
