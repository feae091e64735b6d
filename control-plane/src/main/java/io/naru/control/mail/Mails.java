package io.naru.control.mail;

import io.naru.control.http.Ids;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;

/// Takes mails to be sent, each in the caller's transaction.
@Singleton
public class Mails {
    static final int MOST_WAITING = 10_000;
    private static final int ID_LENGTH = 20;

    private final MailRepository mails;
    private final MailRoute route;

    Mails(MailRepository mails, MailRoute route) {
        this.mails = mails;
        this.route = route;
    }

    /// Whether mails reach anybody here.
    public boolean areDelivered() {
        return !(route instanceof MailRoute.Nowhere);
    }

    /// Refuses what cannot be done without mail.
    public void requireDelivery() {
        if (!areDelivered()) {
            throw Refusal.unavailable(
                    "This installation sends no mail. Ask who runs it to set NARU_MAIL_SMTP_HOST and NARU_MAIL_FROM.");
        }
    }

    /// Puts a mail into the queue; refused while more wait than are kept.
    public void send(Letter letter) {
        if (!offer(letter)) {
            throw Refusal.unavailable(
                    MOST_WAITING + " mails wait for the mail server already. Try again when it is back.");
        }
    }

    /// Puts a mail into the queue.
    ///
    /// @return false when it goes nowhere: there is no mail here, or too many wait
    public boolean offer(Letter letter) {
        return switch (route) {
            case MailRoute.Smtp _ -> add(letter, "WAITING");
            case MailRoute.Mailbox _ -> add(letter, "KEPT");
            case MailRoute.Nowhere _ -> false;
        };
    }

    /// Does all the work of [#offer] for a mail that nobody is to get, so that its time tells nothing.
    public void pretend(Letter letter) {
        if (areDelivered()) {
            add(letter, "NOBODY");
        }
    }

    private boolean add(Letter letter, String state) {
        Draft draft = Draft.of(letter);
        return mails.add(
                        Ids.capitals(ID_LENGTH),
                        letter.recipient(),
                        draft.language().tag(),
                        draft.subject(),
                        draft.body(),
                        draft.action(),
                        draft.link(),
                        state,
                        MOST_WAITING)
                == 1;
    }
}
