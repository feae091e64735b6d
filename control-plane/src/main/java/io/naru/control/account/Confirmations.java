package io.naru.control.account;

import io.naru.control.audit.Actor;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.DatabaseFailure;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Language;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.mail.Letter;
import io.naru.control.mail.LinkSecret;
import io.naru.control.mail.Mails;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Confirming that an address is its person's, the one they have or the one they are to have.
@Singleton
public class Confirmations {
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final String PAGE = "/verify";

    private final MailLinks links;
    private final Mails mails;
    private final Organizations organizations;
    private final Audit audit;
    private final TenantTransactions transactions;
    private final PublicUrls urls;

    Confirmations(
            MailLinks links,
            Mails mails,
            Organizations organizations,
            Audit audit,
            TenantTransactions transactions,
            PublicUrls urls) {
        this.links = links;
        this.mails = mails;
        this.organizations = organizations;
        this.audit = audit;
        this.transactions = transactions;
        this.urls = urls;
    }

    /// Asks a new person to confirm their address, in the caller's transaction. Signing up waits for no mail: where
    /// none
    /// can be sent, none is.
    public void welcome(String accountId, String address, Language language) {
        if (mails.areDelivered()) {
            LinkSecret secret = issue(accountId, address);
            mails.offer(letter(Letter.Kind.VERIFY_ADDRESS, address, language, List.of(address), secret));
        }
    }

    void sendAgain(Account account) {
        mails.requireDelivery();
        transactions.anonymously(() -> {
            LinkSecret secret = issue(account.id(), account.email());
            mails.send(letter(
                    Letter.Kind.VERIFY_ADDRESS, account.email(), account.speaks(), List.of(account.email()), secret));
            return true;
        });
    }

    /// Begins the change of an address: the new one gets the link, the old one is told.
    void change(Account account, String address) {
        mails.requireDelivery();
        if (organizations.accountOf(address).isPresent()) {
            throw Refusal.field("/email", "There is an account with this e-mail.");
        }
        List<String> addresses = List.of(account.email(), address);
        transactions.anonymously(() -> {
            LinkSecret secret = issue(account.id(), address);
            mails.send(letter(Letter.Kind.VERIFY_NEW_ADDRESS, address, account.speaks(), addresses, secret));
            mails.send(new Letter(Letter.Kind.ADDRESS_CHANGING, account.email(), account.speaks(), addresses, null));
            return true;
        });
    }

    private LinkSecret issue(String accountId, String address) {
        return links.issue(MailLink.Purpose.CONFIRM_ADDRESS, Optional.of(accountId), address, LIFETIME);
    }

    private Letter letter(
            Letter.Kind kind, String recipient, Language language, List<String> values, LinkSecret secret) {
        return new Letter(kind, recipient, language, values, secret.at(urls.at(PAGE)));
    }

    /// Opens a link: the address it was sent to is confirmed, and the account's from now on.
    void confirm(LinkSecret secret) {
        try {
            links.open(secret, MailLink.Purpose.CONFIRM_ADDRESS, link -> {
                Account account =
                        organizations.person(String.valueOf(link.accountId())).orElseThrow(MailLinks::opensNothing);
                organizations.confirmAddress(account.id(), link.address());
                organizations
                        .homeOf(account.id())
                        .ifPresent(home -> audit.record(
                                home,
                                Actor.shown(account.id()),
                                Change.of(account.id(), link.address())
                                        .field("email", account.email(), link.address())));
                if (!link.address().equals(account.email())) {
                    links.endAllOf(account.id());
                    mails.offer(new Letter(
                            Letter.Kind.ADDRESS_CHANGED,
                            account.email(),
                            account.speaks(),
                            List.of(account.email(), link.address()),
                            null));
                }
                return true;
            });
        } catch (RuntimeException e) {
            if (DatabaseFailure.isDuplicate(e, "account_email_key")) {
                throw Refusal.field("/token", "There is another account with this e-mail by now.");
            }
            throw e;
        }
    }
}
