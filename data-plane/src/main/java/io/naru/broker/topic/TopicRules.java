package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.dispatch.Listener;

/// What a broker gives to topics that do not say, and how far a logical cluster may go.
///
/// @param defaultPartitions of a topic that does not say
/// @param testPartitions the same on the test listener
/// @param limits of every logical cluster
/// @param binRetentionMs how long a deleted topic can be restored; 0 deletes at once
public record TopicRules(int defaultPartitions, int testPartitions, Command.Limits limits, long binRetentionMs) {
    /// What a logical cluster may have in its bin; the oldest make room.
    static final int MOST_BINNED = 100;

    static final short DEFAULT_REPLICATION_FACTOR = 3;
    public static final TopicRules DEFAULT = new TopicRules(6, 4, new Command.Limits(10_000, 10_000), 86_400_000);

    public TopicRules withBinRetentionMs(long newBinRetentionMs) {
        return new TopicRules(defaultPartitions, testPartitions, limits, newBinRetentionMs);
    }

    int defaultPartitions(Listener listener) {
        return listener == Listener.TEST ? testPartitions : defaultPartitions;
    }
}
