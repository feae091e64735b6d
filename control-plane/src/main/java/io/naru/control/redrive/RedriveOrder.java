package io.naru.control.redrive;

import io.naru.control.filter.Filter;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.message.TopicScans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked for.
///
/// @param limit messages sent at most, or counted by a plan
/// @param perSecond messages sent in a second at most
/// @param mostRedrives a message that has been sent back this often stays
record RedriveOrder(TopicScans.Part part, Destination destination, int limit, int perSecond, int mostRedrives) {
    private static final int LONGEST_POSITIONS = 100_000;
    private static final String POSITIONS = "[0-9]{1,6}:[0-9]{1,18}(,[0-9]{1,6}:[0-9]{1,18})*";
    private static final int USUAL_LIMIT = 10_000;
    private static final int MOST = 1_000_000;
    private static final int USUAL_PER_SECOND = 100;
    private static final int MOST_PER_SECOND = 1_000;
    private static final int USUAL_REDRIVES = 3;
    private static final int MOST_REDRIVES = 1_000;

    static RedriveOrder of(String topic, JsonInput input) {
        Destination destination = input.optionalOneOf("to", List.of("origin", "retry"))
                        .filter("retry"::equals)
                        .isPresent()
                ? Destination.RETRY
                : Destination.ORIGIN;
        return new RedriveOrder(
                new TopicScans.Part(topic, offsets(input, "positions"), offsets(input, "ends"), filter(input)),
                destination,
                input.optionalNumber("limit", 1, MOST).orElse(USUAL_LIMIT),
                input.optionalNumber("per_second", 1, MOST_PER_SECOND).orElse(USUAL_PER_SECOND),
                input.optionalNumber("most_redrives", 1, MOST_REDRIVES).orElse(USUAL_REDRIVES));
    }

    private static @Nullable Filter filter(JsonInput input) {
        return input.optionalText("filter", 0, Filter.LONGEST)
                .filter(text -> !text.isBlank())
                .map(text -> Filter.of(text, detail -> Refusal.field(input.pointer("filter"), detail)))
                .orElse(null);
    }

    private static Map<Integer, Long> offsets(JsonInput input, String name) {
        String text = input.optionalText(name, 0, LONGEST_POSITIONS).orElse("");
        Map<Integer, Long> offsets = new HashMap<>();
        if (text.isEmpty()) {
            return offsets;
        }
        if (!text.matches(POSITIONS)) {
            throw Refusal.field("/" + name, name + " must be pairs such as 0:1200,1:1187.");
        }
        for (String pair : text.split(",", -1)) {
            int colon = pair.indexOf(':');
            offsets.put(Integer.valueOf(pair.substring(0, colon)), Long.valueOf(pair.substring(colon + 1)));
        }
        return offsets;
    }
}
