package io.naru.control.mail;

import io.naru.control.database.RelayTransactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The mails of local mode.
@Singleton
class Mailbox {
    static final int SHOWN = 100;

    private final MailQueueRepository queue;
    private final RelayTransactions transactions;
    private final MailRoute route;

    Mailbox(MailQueueRepository queue, RelayTransactions transactions, MailRoute route) {
        this.queue = queue;
        this.transactions = transactions;
        this.route = route;
    }

    /// The newest first; empty where mails are not kept.
    Optional<List<MailQueueRepository.Row>> mails() {
        return route instanceof MailRoute.Mailbox
                ? Optional.of(transactions.in(() -> queue.kept(SHOWN)))
                : Optional.empty();
    }
}
