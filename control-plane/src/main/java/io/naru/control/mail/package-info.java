/// Mails to people: written in their language, kept in a queue in Postgres, sent by SMTP or, in local mode, shown in a
/// mailbox. The door is [Mails]: it puts a [Letter] into the caller's transaction, so that a mail goes out exactly when
/// what it tells has happened. [MailRoute] says what this installation does with mails. Knows no feature and no person.
@NullMarked
package io.naru.control.mail;

import org.jspecify.annotations.NullMarked;
