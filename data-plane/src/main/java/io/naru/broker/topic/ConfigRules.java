package io.naru.broker.topic;

import io.naru.broker.tenancy.Principal;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// Which configurations a logical cluster may set.
final class ConfigRules {
    private ConfigRules() {}

    /// Why one value cannot be set, or null if it can.
    static @Nullable Answer refuse(Principal principal, String name, @Nullable String value) {
        TopicConfig config = TopicConfigs.named(name);
        if (config == null) {
            return invalid("Unknown topic config name: " + shown(name) + ".");
        }
        if (value == null) {
            return invalid("Null value not supported for topic configs: " + name + ".");
        }
        String refused = config.refuse(value);
        if (refused != null) {
            return invalid(refused);
        }
        boolean compacts = config.equals(TopicConfigs.CLEANUP_POLICY)
                && TopicConfig.elements(value).contains("compact");
        return compacts && !principal.isSystem()
                ? new Answer(
                        Errors.POLICY_VIOLATION,
                        "cleanup.policy=compact is not offered yet; use 'delete' with retention.ms=-1 to keep every "
                                + "record.")
                : null;
    }

    /// Why values cannot stand together, or null if they can.
    static @Nullable Answer refuseTogether(Map<String, String> configs) {
        long shortest = number(configs, TopicConfigs.MIN_COMPACTION_LAG_MS);
        long longest = number(configs, TopicConfigs.MAX_COMPACTION_LAG_MS);
        return shortest > longest
                ? invalid("min.compaction.lag.ms (" + shortest + ") must not be larger than max.compaction.lag.ms ("
                        + longest + ").")
                : null;
    }

    private static long number(Map<String, String> configs, TopicConfig config) {
        return Long.parseLong(
                configs.getOrDefault(config.name(), config.defaultValue()).trim());
    }

    private static Answer invalid(String sentence) {
        return new Answer(Errors.INVALID_CONFIG, sentence);
    }

    private static String shown(String name) {
        return name.length() > 100 ? name.substring(0, 100) + "…" : name;
    }
}
