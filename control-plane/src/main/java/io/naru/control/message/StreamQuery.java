package io.naru.control.message;

import io.micronaut.http.HttpParameters;
import io.naru.control.filter.Filter;
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
/// @param until ends before the first message at or after this time
/// @param partitions all when empty
/// @param text in lower case; empty for no filter
/// @param positions where to go on, by partition; wins over `start` when not empty
record StreamQuery(
        String topic,
        Start start,
        int count,
        long offset,
        @Nullable Instant time,
        @Nullable Instant until,
        Set<Integer> partitions,
        String text,
        @Nullable Filter filter,
        boolean newestFirst,
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

    private static final int MOST_PARTITIONS = 100;
    static final int MOST_SHOWN = 10_000;

    /// A stream for the console.
    static StreamQuery of(HttpParameters parameters) {
        return of(parameters, Start.LIVE, MOST_SHOWN);
    }

    /// A search, which ends.
    static StreamQuery search(HttpParameters parameters, int mostShown) {
        StreamQuery query = of(parameters, Start.OLDEST, mostShown);
        if (query.follow()) {
            throw Refusal.parameter("start", "start must be newest, oldest, offset or time here.");
        }
        return query;
    }

    private static StreamQuery of(HttpParameters parameters, Start usual, int mostShown) {
        String topic = text(parameters, "topic");
        if (topic.isEmpty()) {
            throw Refusal.parameter("topic", "topic is missing.");
        }
        Start start = start(text(parameters, "start"), usual);
        String time = text(parameters, "time");
        if (start == Start.TIME && time.isEmpty()) {
            throw Refusal.parameter("time", "start=time needs time.");
        }
        String offset = text(parameters, "offset");
        if (start == Start.OFFSET && offset.isEmpty()) {
            throw Refusal.parameter("offset", "start=offset needs offset.");
        }
        String contained = text(parameters, "text");
        if (contained.length() > 1_000) {
            throw Refusal.parameter(
                    "text", "text has " + contained.length() + " characters; at most 1000 are allowed.");
        }
        String filter = text(parameters, "filter");
        String until = text(parameters, "until");
        boolean follow = start == Start.LIVE || text(parameters, "follow").equals("true");
        boolean newestFirst = newestFirst(text(parameters, "order"));
        if (follow && (newestFirst || !until.isEmpty())) {
            throw Refusal.parameter(
                    newestFirst ? "order" : "until", "A stream that follows has no end to begin or to stop at.");
        }
        String limit = text(parameters, "limit");
        return new StreamQuery(
                topic,
                start,
                number("count", text(parameters, "count"), 50, 1, 1_000),
                offset.isEmpty() ? 0 : offset("offset", offset),
                time.isEmpty() ? null : time("time", time),
                until.isEmpty() ? null : time("until", until),
                partitions(parameters),
                contained.toLowerCase(Locale.ROOT),
                filter.isBlank() ? null : Filter.of(filter),
                newestFirst,
                limit.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number("limit", limit, 0, 1, mostShown)),
                follow,
                positions(text(parameters, "positions")));
    }

    private static String text(HttpParameters parameters, String name) {
        return parameters.getFirst(name).orElse("");
    }

    private static boolean newestFirst(String word) {
        return switch (word) {
            case "", "oldest_first" -> false;
            case "newest_first" -> true;
            default ->
                throw Refusal.parameter("order", "order is " + word + "; it must be oldest_first or newest_first.");
        };
    }

    private static Start start(String word, Start usual) {
        return switch (word) {
            case "" -> usual;
            case "live" -> Start.LIVE;
            case "newest" -> Start.NEWEST;
            case "oldest" -> Start.OLDEST;
            case "offset" -> Start.OFFSET;
            case "time" -> Start.TIME;
            default ->
                throw Refusal.parameter(
                        "start", "start is " + word + "; it must be live, newest, oldest, offset or time.");
        };
    }

    static int number(String name, String text, int fallback, int min, int max) {
        if (text.isEmpty()) {
            return fallback;
        }
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
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

    static Instant time(String parameter, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.parameter(parameter, parameter + " must be a time such as 2026-01-01T10:00:00Z.");
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

    /// The same of every partition of the topic.
    StreamQuery withAllPartitions() {
        return new StreamQuery(
                topic,
                start,
                count,
                offset,
                time,
                until,
                Set.of(),
                text,
                filter,
                newestFirst,
                limit,
                follow,
                positions);
    }
}
