package io.naru.control.redrive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Where a dead letter comes from, as the headers say that its last reader gave it.
///
/// @param partition empty when it is not told
/// @param group which group gave it up
record Origin(String topic, OptionalInt partition, Optional<String> group) {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final int LONGEST_GROUP = 1_000;

    /// Names of headers.
    ///
    /// @param group empty when this family tells none
    private record Family(String topic, String partition, String group) {}

    /// Kafka's own names (KIP-1191) first; then those of Spring, SmallRye, Kafka Connect and Kafka Streams.
    private static final List<Family> FAMILIES = List.of(
            new Family("__dlq.errors.topic", "__dlq.errors.partition", "__dlq.errors.group"),
            new Family("kafka_dlt-original-topic", "kafka_dlt-original-partition", "kafka_dlt-original-consumer-group"),
            new Family("dead-letter-topic", "dead-letter-partition", ""),
            new Family("__connect.errors.topic", "__connect.errors.partition", ""),
            new Family("__streams.errors.topic", "__streams.errors.partition", ""));

    static Optional<Origin> of(Headers headers) {
        return FAMILIES.stream()
                .flatMap(family -> text(headers, family.topic())
                        .filter(topic -> TOPIC.matcher(topic).matches())
                        .map(topic -> new Origin(
                                topic,
                                partition(first(headers, family.partition())),
                                text(headers, family.group())
                                        .filter(group -> !group.isEmpty() && group.length() <= LONGEST_GROUP)))
                        .stream())
                .findFirst();
    }

    /// Some append theirs at each hop: the first is the one of the beginning.
    private static byte @Nullable [] first(Headers headers, String name) {
        Iterator<Header> named = headers.headers(name).iterator();
        return named.hasNext() ? named.next().value() : null;
    }

    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(first(headers, name)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /// In decimal, or as four bytes.
    private static OptionalInt partition(byte @Nullable [] value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.matches("[0-9]{1,9}")) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        int number = value.length == Integer.BYTES ? ByteBuffer.wrap(value).getInt() : -1;
        return number >= 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
