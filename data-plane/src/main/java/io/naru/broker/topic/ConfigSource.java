package io.naru.broker.topic;

/// Where a configuration's value comes from, as DescribeConfigs and CreateTopics number it.
enum ConfigSource {
    TOPIC(1),
    BROKER(4),
    DEFAULT(5);

    private final byte code;

    ConfigSource(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
