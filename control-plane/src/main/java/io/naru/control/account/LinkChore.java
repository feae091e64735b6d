package io.naru.control.account;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class LinkChore implements Chore {
    private final ExpiredLinkRepository links;

    LinkChore(ExpiredLinkRepository links) {
        this.links = links;
    }

    @Override
    public void run() {
        links.forget();
    }
}
