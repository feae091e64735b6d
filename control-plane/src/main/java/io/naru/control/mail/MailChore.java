package io.naru.control.mail;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class MailChore implements Chore {
    private final MailQueueRepository queue;

    MailChore(MailQueueRepository queue) {
        this.queue = queue;
    }

    @Override
    public void run() {
        queue.forget(Mailbox.SHOWN);
    }
}
