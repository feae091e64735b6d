package io.naru.broker.topic;

import io.naru.broker.dispatch.Listener;
import java.util.ArrayList;
import java.util.List;

/// A broker's configuration as tenants see it: the defaults of their topics and the switches that tools ask for. Never
/// changed by clients.
record BrokerConfig(String name, TopicConfig.Type type, String value, ConfigSource source, String documentation) {
    /// In the order of the topic configurations, then the rest.
    static List<BrokerConfig> all(int brokerId, TopicRules rules, Listener listener) {
        List<BrokerConfig> configs = new ArrayList<>();
        for (TopicConfig config : TopicConfigs.all()) {
            if (config.brokerName() != null) {
                configs.add(new BrokerConfig(
                        config.brokerName(),
                        config.type(),
                        config.defaultValue(),
                        ConfigSource.DEFAULT,
                        config.documentation()));
            }
        }
        configs.add(integer("broker.id", brokerId, "The broker's number."));
        configs.add(integer("node.id", brokerId, "The broker's number."));
        configs.add(integer(
                "num.partitions", rules.defaultPartitions(listener), "The partitions of a topic that does not say."));
        configs.add(integer(
                "default.replication.factor",
                TopicRules.DEFAULT_REPLICATION_FACTOR,
                "The replicas of a topic that does not say, as far as there are brokers."));
        configs.add(
                flag("auto.create.topics.enable", listener == Listener.TEST, "Whether asking for a topic makes it."));
        configs.add(flag("delete.topic.enable", true, "Whether topics can be deleted."));
        configs.add(new BrokerConfig(
                "topic.bin.retention.ms",
                TopicConfig.Type.LONG,
                String.valueOf(rules.binRetentionMs()),
                ConfigSource.BROKER,
                "How long a deleted topic can be restored from the bin, in ms; its bytes count as storage as long. A "
                        + "cluster's bin holds up to " + TopicRules.MOST_BINNED
                        + " topics, then the oldest make room."));
        configs.add(hours());
        return configs;
    }

    private static BrokerConfig hours() {
        long ms = Long.parseLong(TopicConfigs.RETENTION_MS.defaultValue());
        return new BrokerConfig(
                "log.retention.hours",
                TopicConfig.Type.INT,
                String.valueOf(ms / 3_600_000),
                ConfigSource.DEFAULT,
                TopicConfigs.RETENTION_MS.documentation());
    }

    private static BrokerConfig integer(String name, int value, String documentation) {
        return new BrokerConfig(name, TopicConfig.Type.INT, String.valueOf(value), ConfigSource.BROKER, documentation);
    }

    private static BrokerConfig flag(String name, boolean value, String documentation) {
        return new BrokerConfig(
                name, TopicConfig.Type.BOOLEAN, String.valueOf(value), ConfigSource.BROKER, documentation);
    }
}
