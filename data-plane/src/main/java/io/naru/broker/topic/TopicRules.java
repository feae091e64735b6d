package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.dispatch.Listener;

/// What a broker gives to topics that do not say, and how far a logical cluster may go.
///
/// @param defaultPartitions of a topic that does not say
/// @param testPartitions the same on the test listener
/// @param limits of every logical cluster
public record TopicRules(int defaultPartitions, int testPartitions, Command.Limits limits) {
    static final short DEFAULT_REPLICATION_FACTOR = 3;
    public static final TopicRules DEFAULT = new TopicRules(6, 4, new Command.Limits(10_000, 10_000));

    int defaultPartitions(Listener listener) {
        return listener == Listener.TEST ? testPartitions : defaultPartitions;
    }
}
