package io.naru.control.mail;

import io.naru.control.http.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One mail to one person.
///
/// @param values what the text of its kind names by number
/// @param link to a page of the console; null for a mail that only tells something
public record Letter(
        Kind kind,
        String recipient,
        Language language,
        List<String> values,
        @Nullable String link) {
    /// What a mail is for.
    public enum Kind {
        VERIFY_ADDRESS,
        RESET_PASSWORD,
        PASSWORD_CHANGED,
        VERIFY_NEW_ADDRESS,
        ADDRESS_CHANGING,
        ADDRESS_CHANGED,
        INVITATION
    }
}
