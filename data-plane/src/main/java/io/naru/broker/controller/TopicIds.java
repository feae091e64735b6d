package io.naru.broker.controller;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Chooses ids for new topics.
public final class TopicIds {
    private static final int FIRST_CHARACTER_SHIFT = 58;
    private static final long HYPHEN = 62;

    private TopicIds() {}

    /// A random id that Kafka's tools can be given as it is printed: in base64 it does not begin with a
    /// hyphen, which they would take for an option. Never one of the small numbers Kafka reserves.
    public static UUID next(RandomGenerator random) {
        long high = random.nextLong();
        while (high == 0 || high >>> FIRST_CHARACTER_SHIFT == HYPHEN) {
            high = random.nextLong();
        }
        return new UUID(high, random.nextLong());
    }
}
