package io.naru.control.message;

import io.micronaut.http.HttpParameters;
import io.naru.control.http.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a stream of messages is asked for.
///
/// @param offset for [Start#OFFSET]
/// @param time for [Start#TIME]
/// @param partitions all when empty
/// @param text in lower case; empty for no filter
/// @param positions where to go on, by partition; wins over `start` when not empty
record StreamQuery(
        String topic,
        Start start,
        int count,
        long offset,
        @Nullable Instant time,
        Set<Integer> partitions,
        String text,
        OptionalInt limit,
        boolean follow,
        Map<Integer, Long> positions) {

    enum Start {
        LIVE,
        NEWEST,
        OLDEST,
        OFFSET,
        TIME
    }

    private static final int MOST_PARTITIONS = 1_000;

    static StreamQuery of(HttpParameters parameters) {
        String topic = text(parameters, "topic");
        if (topic.isEmpty()) {
            throw Refusal.parameter("topic", "topic is missing.");
        }
        Start start = start(text(parameters, "start"));
        String time = text(parameters, "time");
        if (start == Start.TIME && time.isEmpty()) {
            throw Refusal.parameter("time", "start=time needs time.");
        }
        String offset = text(parameters, "offset");
        if (start == Start.OFFSET && offset.isEmpty()) {
            throw Refusal.parameter("offset", "start=offset needs offset.");
        }
        String filter = text(parameters, "text");
        if (filter.length() > 1_000) {
            throw Refusal.parameter("text", "text has " + filter.length() + " characters; at most 1000 are allowed.");
        }
        String limit = text(parameters, "limit");
        return new StreamQuery(
                topic,
                start,
                number("count", text(parameters, "count"), 50, 1, 1_000),
                offset.isEmpty() ? 0 : offset("offset", offset),
                time.isEmpty() ? null : time(time),
                partitions(parameters),
                filter.toLowerCase(Locale.ROOT),
                limit.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number("limit", limit, 0, 1, 10_000)),
                start == Start.LIVE || text(parameters, "follow").equals("true"),
                positions(text(parameters, "positions")));
    }

    private static String text(HttpParameters parameters, String name) {
        return parameters.getFirst(name).orElse("");
    }

    private static Start start(String word) {
        return switch (word) {
            case "", "live" -> Start.LIVE;
            case "newest" -> Start.NEWEST;
            case "oldest" -> Start.OLDEST;
            case "offset" -> Start.OFFSET;
            case "time" -> Start.TIME;
            default ->
                throw Refusal.parameter(
                        "start", "start is " + word + "; it must be live, newest, oldest, offset or time.");
        };
    }

    private static int number(String name, String text, int fallback, int min, int max) {
        if (text.isEmpty()) {
            return fallback;
        }
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw Refusal.parameter(name, name + " must be a whole number from " + min + " to " + max + ".");
        }
        return Integer.parseInt(text);
    }

    private static long offset(String parameter, String text) {
        try {
            long offset = Long.parseLong(text);
            if (offset >= 0) {
                return offset;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Refusal.parameter(parameter, text + " is not an offset: a whole number from 0 to 9223372036854775807.");
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.parameter("time", "time must be such as 2026-01-01T10:00:00Z.");
        }
    }

    private static Set<Integer> partitions(HttpParameters parameters) {
        Set<Integer> partitions = new HashSet<>();
        for (String text : parameters.getAll("partition")) {
            partitions.add(number("partition", text, 0, 0, 999_999));
        }
        if (partitions.size() > MOST_PARTITIONS) {
            throw Refusal.parameter("partition", "At most " + MOST_PARTITIONS + " partitions can be asked for.");
        }
        return partitions;
    }

    private static Map<Integer, Long> positions(String text) {
        Map<Integer, Long> positions = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] parts = pair.split(":", -1);
            if (parts.length != 2) {
                throw Refusal.parameter("positions", "positions must be pairs such as 0:1200,1:1187.");
            }
            positions.put(number("positions", parts[0], 0, 0, 999_999), offset("positions", parts[1]));
        }
        return positions;
    }
}
