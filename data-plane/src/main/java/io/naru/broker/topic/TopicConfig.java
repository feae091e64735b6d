package io.naru.broker.topic;

import io.naru.broker.metadata.TopicImage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One configuration a topic may have.
///
/// @param defaultValue what holds where the topic has none of its own
/// @param unit of the value, or null for a plain number, text or choice
/// @param brokerName the broker configuration that gives the default in Kafka, or null if there is none
public record TopicConfig(
        String name,
        Type type,
        String defaultValue,
        Range range,
        @Nullable Unit unit,
        @Nullable String brokerName,
        String documentation) {
    private static final int LARGEST_CHARACTERS = 256;

    /// How the text of a value is read; as in Kafka.
    public enum Type {
        BOOLEAN,
        STRING,
        INT,
        LONG,
        DOUBLE,
        LIST
    }

    /// What a number counts.
    public enum Unit {
        MILLISECONDS,
        BYTES,
        MESSAGES,
        REPLICAS,
        RATIO
    }

    /// Which values there are.
    public sealed interface Range {
        /// From `least` to `most`, both included.
        record Between(BigDecimal least, BigDecimal most) implements Range {}

        /// One of these, or for a list: any of these.
        record OneOf(List<String> values) implements Range {}

        static Range between(long least, long most) {
            return new Between(BigDecimal.valueOf(least), BigDecimal.valueOf(most));
        }

        static Range atLeast(long least) {
            return between(least, Long.MAX_VALUE);
        }

        static Range oneOf(String... values) {
            return new OneOf(List.of(values));
        }
    }

    /// Why a value cannot be, as a sentence, or null if it can.
    public @Nullable String refuse(String value) {
        if (value.length() > LARGEST_CHARACTERS) {
            return invalid(value, "It has more than " + LARGEST_CHARACTERS + " characters.");
        }
        return switch (type) {
            case BOOLEAN ->
                isOneOf(List.of("true", "false"), value.toLowerCase(Locale.ROOT))
                        ? null
                        : invalid(value, "It must be true or false.");
            case STRING, LIST -> refuseText(value);
            case INT, LONG, DOUBLE -> refuseNumber(value);
        };
    }

    /// The value that holds for a topic, as text.
    public String of(TopicImage topic) {
        return topic.configs().getOrDefault(name, defaultFor(topic));
    }

    /// The default as it holds for a topic: a topic with one replica syncs before it acknowledges.
    public String defaultFor(TopicImage topic) {
        boolean single = !topic.partitions().isEmpty()
                && topic.partitions().get(0).replicas().size() == 1;
        return single && name.equals(TopicConfigs.FLUSH_MESSAGES.name()) ? "1" : defaultValue;
    }

    public long longOf(TopicImage topic) {
        return Long.parseLong(of(topic).trim());
    }

    /// Capped to what an int holds.
    public int intOf(TopicImage topic) {
        return Math.clamp(longOf(topic), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public double doubleOf(TopicImage topic) {
        return Double.parseDouble(of(topic).trim());
    }

    public boolean booleanOf(TopicImage topic) {
        return Boolean.parseBoolean(of(topic).trim());
    }

    public List<String> listOf(TopicImage topic) {
        return elements(of(topic));
    }

    /// The elements of a list's text.
    static List<String> elements(String value) {
        return Arrays.stream(value.split(","))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private @Nullable String refuseText(String value) {
        if (!(range instanceof Range.OneOf choice)) {
            return null;
        }
        List<String> given = type == Type.LIST ? elements(value) : List.of(value.trim());
        boolean known = !given.isEmpty() && given.stream().allMatch(element -> isOneOf(choice.values(), element));
        return known ? null : invalid(value, "It must be one of: " + String.join(", ", choice.values()) + ".");
    }

    private static boolean isOneOf(List<String> values, String value) {
        return values.contains(value.trim());
    }

    private @Nullable String refuseNumber(String value) {
        BigDecimal number;
        try {
            number = type == Type.DOUBLE
                    ? BigDecimal.valueOf(Double.parseDouble(value.trim()))
                    : BigDecimal.valueOf(Long.parseLong(value.trim()));
        } catch (NumberFormatException notOne) {
            return invalid(value, "It is not a number of type " + type + ".");
        }
        if (range instanceof Range.Between between
                && (number.compareTo(between.least()) < 0 || number.compareTo(between.most()) > 0)) {
            return invalid(
                    value,
                    between.most().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) == 0
                            ? "It must be at least " + between.least() + "."
                            : "It must be between " + between.least() + " and " + between.most() + ".");
        }
        return null;
    }

    private String invalid(String value, String rule) {
        String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
        return "Invalid value " + shown + " for configuration " + name + ": " + rule;
    }
}
