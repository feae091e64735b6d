package io.naru.control.account;

import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Refusal;
import io.naru.control.mail.LinkSecret;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Links that prove who reads the mails of an address. Each works once and for a time.
@Singleton
class MailLinks {
    private final MailLinkRepository links;
    private final TenantTransactions transactions;

    MailLinks(MailLinkRepository links, TenantTransactions transactions) {
        this.links = links;
        this.transactions = transactions;
    }

    /// Makes one, in the caller's transaction.
    ///
    /// @param accountId empty when the address has no account: then the link opens nothing
    LinkSecret issue(MailLink.Purpose purpose, Optional<String> accountId, String address, Duration lifetime) {
        LinkSecret secret = LinkSecret.next();
        links.add(secret.hash(), purpose, accountId.orElse(null), address, (double) lifetime.toSeconds());
        return secret;
    }

    /// Refuses a secret that opens nothing, before anything costly is done for it.
    MailLink require(LinkSecret secret, MailLink.Purpose purpose) {
        return transactions
                .presenting(secret.hash(), () -> links.findPresented(secret.hash(), purpose))
                .orElseThrow(MailLinks::opensNothing);
    }

    /// Opens a link once: its work and its end are one transaction, which sees the person's own rows.
    <T> T open(LinkSecret secret, MailLink.Purpose purpose, Function<MailLink, T> work) {
        return transactions.presenting(secret.hash(), () -> {
            MailLink link = links.findPresented(secret.hash(), purpose).orElseThrow(MailLinks::opensNothing);
            if (links.removePresented(secret.hash()) == 0) {
                throw opensNothing();
            }
            return transactions.presenting(String.valueOf(link.accountId()), () -> work.apply(link));
        });
    }

    /// Ends all links of a person.
    void endAllOf(String accountId) {
        transactions.presenting(accountId, () -> {
            links.removeAllOfPresented(accountId);
            return true;
        });
    }

    static Refusal opensNothing() {
        return Refusal.field("/token", "This link is not known, was used already, or has expired. Ask for a new one.");
    }
}
