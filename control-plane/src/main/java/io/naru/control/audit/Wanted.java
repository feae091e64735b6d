package io.naru.control.audit;

import io.micronaut.http.HttpParameters;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import java.time.Instant;
import java.util.List;

/// Which rows are asked for. What is empty does not matter.
///
/// @param actor an id, or an e-mail
/// @param action its beginning
/// @param resource an id; a cluster's stands for everything in it
record Wanted(String actor, String action, String resource, String outcome, Instant from, Instant to, String text) {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    static Wanted of(HttpParameters parameters) {
        String outcome = text(parameters, "outcome", 20);
        if (!outcome.isEmpty() && !List.of("DONE", "REFUSED").contains(outcome)) {
            throw Refusal.parameter("outcome", "outcome must be DONE or REFUSED.");
        }
        return new Wanted(
                text(parameters, "actor", 254),
                text(parameters, "action", 64),
                text(parameters, "resource", 200),
                outcome,
                within(Times.parameter(parameters, "from", EARLIEST)),
                within(Times.parameter(parameters, "to", LATEST)),
                text(parameters, "text", 100));
    }

    /// Whether an index finds the rows, or each has to be looked at.
    boolean isExact() {
        return action.isEmpty() && outcome.isEmpty() && text.isEmpty() && (actor.isEmpty() || resource.isEmpty());
    }

    boolean isOfCluster() {
        return resource.startsWith("lkc-") && !resource.contains("/");
    }

    private static Instant within(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    private static String text(HttpParameters parameters, String name, int longest) {
        String text = parameters.getFirst(name).orElse("");
        if (text.codePointCount(0, text.length()) > longest) {
            throw Refusal.parameter(name, name + " has more than " + longest + " characters.");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.parameter(name, name + " must not contain the character U+0000.");
        }
        return text;
    }
}
