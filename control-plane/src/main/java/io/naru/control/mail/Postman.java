package io.naru.control.mail;

import io.micronaut.context.annotation.Context;
import io.naru.control.background.BackgroundThread;
import io.naru.control.database.RelayTransactions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the queue's mails to the mail server, one after the other. Several instances may do it at the same time. A
/// mail
/// is tried again after pauses that double, for a day; one whose hand-over was cut off goes out twice rather than
/// never,
/// under the same Message-ID.
@Context
class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
    private static final int DOUBLINGS = 11;

    private final MailQueueRepository queue;
    private final RelayTransactions transactions;
    private final MailRoute route;
    private @Nullable BackgroundThread thread;
    private boolean reached = true;

    Postman(MailQueueRepository queue, RelayTransactions transactions, MailRoute route) {
        this.queue = queue;
        this.transactions = transactions;
        this.route = route;
    }

    @PostConstruct
    void start() {
        switch (route) {
            case MailRoute.Smtp smtp -> {
                MailServer server = new MailServer(smtp);
                thread = BackgroundThread.start("mail", () -> step(server));
            }
            case MailRoute.Mailbox _ ->
                LOG.info("local mode: no mail leaves this machine, GET /api/v1/mailbox shows them");
            case MailRoute.Nowhere _ ->
                LOG.warn("no mail is sent: NARU_MAIL_SMTP_HOST is not set. Nobody can reset a password by mail;"
                        + " an invitation answers its link, to be handed over");
        }
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void step(MailServer server) throws InterruptedException {
        List<MailQueueRepository.Row> taken =
                transactions.in(() -> queue.take((double) MailServer.LONGEST_HAND_OVER.toSeconds()));
        if (taken.isEmpty()) {
            Thread.sleep(LOOK_EVERY);
            return;
        }
        MailQueueRepository.Row row = taken.getFirst();
        switch (server.handOver(row.id(), row.recipient(), row.draft())) {
            case MailServer.Outcome.Taken() -> {
                transactions.run(() -> queue.end(row.id(), "SENT", null));
                said(true, "");
            }
            case MailServer.Outcome.Refused(String reason) -> {
                transactions.run(() -> queue.end(row.id(), "FAILED", reason));
                LOG.warn("mail {} is refused for good: {}", row.id(), reason);
            }
            case MailServer.Outcome.NotNow(String reason) -> {
                if (row.createdAt().isBefore(Instant.now().minus(GIVE_UP_AFTER))) {
                    transactions.run(() -> queue.end(row.id(), "FAILED", reason));
                    LOG.warn("mail {} is given up after {} attempts: {}", row.id(), row.attempts(), reason);
                } else {
                    double seconds = (double) pause(row.attempts()).toSeconds();
                    transactions.run(() -> queue.postpone(row.id(), seconds, reason));
                    said(false, reason);
                }
            }
        }
    }

    static Duration pause(int attempts) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1L, 0, DOUBLINGS));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /// A mail server that is away is told once, and that it is back.
    private void said(boolean now, String reason) {
        if (reached && !now) {
            LOG.warn("the mail server takes no mail at this moment, they wait: {}", reason);
        } else if (!reached && now) {
            LOG.info("the mail server takes mail again");
        }
        reached = now;
    }
}
