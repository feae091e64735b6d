package io.naru.control.idempotency;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class AnswerChore implements Chore {
    private final ExpiredAnswerRepository answers;

    AnswerChore(ExpiredAnswerRepository answers) {
        this.answers = answers;
    }

    @Override
    public void run() {
        answers.forget();
    }
}
