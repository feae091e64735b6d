package io.naru.control.group;

import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Where committed offsets are moved to.
sealed interface Target {
    int MOST_PARTITIONS = 10_000;

    /// How Kafka's own tool is asked for it.
    String option();

    record Oldest() implements Target {
        @Override
        public String option() {
            return "--to-earliest";
        }
    }

    record Newest() implements Target {
        @Override
        public String option() {
            return "--to-latest";
        }
    }

    record Time(Instant at) implements Target {
        @Override
        public String option() {
            return "--to-datetime " + at.toString().replaceFirst("Z$", "").replaceFirst("^([^.]*)$", "$1.000");
        }
    }

    record Offset(long offset) implements Target {
        @Override
        public String option() {
            return "--to-offset " + offset;
        }
    }

    record Shift(long messages) implements Target {
        @Override
        public String option() {
            return "--shift-by " + messages;
        }
    }

    record Each(Map<TopicPartition, Long> offsets) implements Target {
        @Override
        public String option() {
            return "--from-file offsets.csv";
        }
    }

    static Target of(JsonInput input) {
        String word = input.text("to", 1, 20);
        return switch (word) {
            case "oldest" -> new Oldest();
            case "newest" -> new Newest();
            case "time" ->
                new Time(input.optionalTime("time")
                        .orElseThrow(() -> Refusal.field(input.pointer("time"), "to is time, so time is needed.")));
            case "offset" -> new Offset(number(input, "offset"));
            case "shift" -> new Shift(number(input, "shift"));
            case "offsets" -> new Each(offsets(input));
            default ->
                throw Refusal.field(
                        input.pointer("to"),
                        "to is " + word + "; it must be one of oldest, newest, time, offset, shift, offsets.");
        };
    }

    private static Map<TopicPartition, Long> offsets(JsonInput input) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (JsonInput item : input.objects("offsets", MOST_PARTITIONS)) {
            offsets.put(partition(item), number(item, "offset"));
        }
        if (offsets.isEmpty()) {
            throw Refusal.field(input.pointer("offsets"), "offsets must name at least one partition.");
        }
        return offsets;
    }

    static TopicPartition partition(JsonInput item) {
        int partition = item.optionalNumber("partition", 0, Integer.MAX_VALUE)
                .orElseThrow(() -> Refusal.field(item.pointer("partition"), "partition is missing."));
        return new TopicPartition(item.text("topic", 1, 249), partition);
    }

    private static long number(JsonInput input, String name) {
        String text = input.text(name, 1, 20);
        boolean signed = name.equals("shift");
        try {
            long number = Long.parseLong(text);
            if (signed || number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Refusal.field(
                input.pointer(name),
                name + " must be a whole number as text, " + (signed ? "negative to go back." : "not negative."));
    }
}
