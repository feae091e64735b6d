package io.naru.control.outbox;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class OutboxChore implements Chore {
    private final RelayRepository outbox;

    OutboxChore(RelayRepository outbox) {
        this.outbox = outbox;
    }

    @Override
    public void run() {
        outbox.prune();
    }
}
