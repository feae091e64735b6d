package io.naru.control.account;

import io.naru.control.access.Tenant;
import io.naru.control.audit.Actor;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Language;
import io.naru.control.http.PublicUrls;
import io.naru.control.login.Passwords;
import io.naru.control.login.Sessions;
import io.naru.control.mail.Letter;
import io.naru.control.mail.LinkSecret;
import io.naru.control.mail.Mails;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// New passwords: for one that was forgotten, by a link, and the end of what the old one opened.
@Singleton
class PasswordResets {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String PAGE = "/reset";

    private final MailLinks links;
    private final Mails mails;
    private final Organizations organizations;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;
    private final TenantTransactions transactions;
    private final PublicUrls urls;

    PasswordResets(
            MailLinks links,
            Mails mails,
            Organizations organizations,
            Passwords passwords,
            Sessions sessions,
            Audit audit,
            TenantTransactions transactions,
            PublicUrls urls) {
        this.links = links;
        this.mails = mails;
        this.organizations = organizations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
        this.urls = urls;
    }

    /// Sends a link to an address that has an account. For one that has none the same is done, but for the sending: who
    /// asks learns nothing from the time it takes.
    void send(String address) {
        mails.requireDelivery();
        Optional<Account> account = organizations.accountOf(address);
        Language language = account.map(Account::speaks).orElse(Language.ENGLISH);
        transactions.anonymously(() -> {
            LinkSecret secret =
                    links.issue(MailLink.Purpose.RESET_PASSWORD, account.map(Account::id), address, LIFETIME);
            Letter letter = new Letter(
                    Letter.Kind.RESET_PASSWORD, address, language, List.of(address), secret.at(urls.at(PAGE)));
            if (account.isPresent()) {
                mails.send(letter);
            } else {
                mails.pretend(letter);
            }
            return true;
        });
    }

    /// Sets the password by a link. It was sent to the account's address, which is confirmed with this.
    ///
    /// @param chosen reads the new password and refuses one that is easily guessed for this person
    void reset(LinkSecret secret, Function<Account, String> chosen) {
        Account account = holder(links.require(secret, MailLink.Purpose.RESET_PASSWORD));
        String hash = passwords.hash(chosen.apply(account));
        Tenant home = organizations.homeOf(account.id()).orElseThrow(MailLinks::opensNothing);
        links.open(secret, MailLink.Purpose.RESET_PASSWORD, link -> {
            holder(link);
            organizations.confirmAddress(account.id(), account.email());
            organizations.changePassword(home, account.id(), hash);
            audit.record(home, Actor.shown(account.id()), Change.of(account.id(), account.email()));
            sessions.endAllOf(account.id());
            changed(account);
            return true;
        });
    }

    private Account holder(MailLink link) {
        return organizations
                .person(String.valueOf(link.accountId()))
                .filter(found -> found.email().equals(link.address()))
                .orElseThrow(MailLinks::opensNothing);
    }

    /// After a new password: links that were sent before it end, and its person is told.
    void changed(Account account) {
        links.endAllOf(account.id());
        mails.offer(new Letter(
                Letter.Kind.PASSWORD_CHANGED, account.email(), account.speaks(), List.of(account.email()), null));
    }
}
