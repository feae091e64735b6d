package io.naru.control.topic;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class TopicChore implements Chore {
    private final TopicProjectionRepository topics;

    TopicChore(TopicProjectionRepository topics) {
        this.topics = topics;
    }

    @Override
    public void run() {
        topics.forget();
        topics.forgetWishes();
    }
}
