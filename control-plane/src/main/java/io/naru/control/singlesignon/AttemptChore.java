package io.naru.control.singlesignon;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class AttemptChore implements Chore {
    private final ExpiredAttemptRepository attempts;

    AttemptChore(ExpiredAttemptRepository attempts) {
        this.attempts = attempts;
    }

    @Override
    public void run() {
        attempts.forget();
    }
}
